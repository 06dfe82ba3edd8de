package org.wsol.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** Runs the command line in separate processes, with Spark at the end of the class path. */
final class Commands {
    private static final long PATIENCE_SECONDS = 1200;

    private final Path folder;
    private final Path sparkHome;
    private int started;

    /** A command that was started. */
    record Started(Process process, Path output) {

        /** Waits until the output contains a text, and returns what was printed. */
        String await(String text) throws Exception {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            while (!Files.readString(output).contains(text)) {
                assertThat(process.isAlive() && System.nanoTime() < deadline)
                        .as(Files.readString(output))
                        .isTrue();
                Thread.sleep(50);
            }
            return Files.readString(output);
        }

        Ended end() throws Exception {
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .as(Files.readString(output))
                    .isTrue();
            return new Ended(process.exitValue(), Files.readString(output));
        }
    }

    /** A command that ended. */
    record Ended(int code, String output) {

        Ended expect(int wanted) {
            assertThat(code).as(output).isEqualTo(wanted);
            return this;
        }
    }

    Commands(Path folder) {
        this.folder = folder;
        this.sparkHome = sparkHome()
                .orElseGet(() -> Assumptions.abort("no Spark: set SPARK_HOME, or fetch one with"
                        + " ./mvnw -f wsol-spark/spark-home/pom.xml package"));
    }

    private static Optional<Path> sparkHome() {
        String project = System.getProperty("wsol.project", "..");
        return List.of(
                        Optional.ofNullable(System.getenv("SPARK_HOME")).orElse(""),
                        project + "/wsol-spark/target/spark-home",
                        "target/spark-home")
                .stream()
                .filter(place -> !place.isEmpty())
                .map(Path::of)
                .filter(place -> Files.isDirectory(place.resolve("jars")))
                .map(place -> place.toAbsolutePath().normalize())
                .findFirst();
    }

    Started start(String... arguments) throws IOException {
        return start(List.of(), arguments);
    }

    /**
     * The same with a program in front that starts it.
     *
     * @param before the words of the program
     */
    Started start(List<String> before, String... arguments) throws IOException {
        String jars = sparkHome.resolve("jars") + File.separator + "*";
        List<String> command = new ArrayList<>(before);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx700m",
                "-Djava.awt.headless=true",
                "-Dslf4j.internal.verbosity=ERROR",
                "-Dslf4j.provider=ch.qos.logback.classic.spi.LogbackServiceProvider",
                "-cp",
                System.getProperty("java.class.path") + File.pathSeparator + jars,
                "org.wsol.cli.Main"));
        command.addAll(List.of(arguments));
        return start(new ProcessBuilder(command));
    }

    /**
     * Starts a server of Spark.
     *
     * @param environment further variables
     * @param server its class, below {@code org.apache.spark.deploy}
     */
    Started spark(Map<String, String> environment, String server, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx300m",
                "-cp",
                sparkHome.resolve("jars") + File.separator + "*",
                "org.apache.spark.deploy." + server));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        return start(builder);
    }

    private Started start(ProcessBuilder builder) throws IOException {
        builder.environment().put("SPARK_HOME", sparkHome.toString());
        builder.environment().put("SPARK_SCALA_VERSION", "2.13");
        builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
        builder.directory(folder.toFile());
        Path output = folder.resolve("output-" + started++ + ".txt");
        builder.redirectErrorStream(true);
        builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
        builder.redirectOutput(output.toFile());
        return new Started(builder.start(), output);
    }

    Ended run(String... arguments) throws Exception {
        return start(arguments).end();
    }
}
