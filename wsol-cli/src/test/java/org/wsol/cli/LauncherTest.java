package org.wsol.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code wsol} in an unpacked release, with a stand-in for Java that prints its arguments. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
    @TempDir
    private Path folder;

    private Path script;
    private Path javaHome;
    private Map<String, String> environment = Map.of();

    @BeforeEach
    void unpackRelease() throws IOException {
        Path original = Path.of(System.getProperty("wsol.project", "..")).resolve("wsol");
        assumeThat(original).exists();
        script = folder.resolve("a release/wsol");
        Files.createDirectories(script.getParent());
        Files.copy(original, script);
        Files.createDirectories(folder.resolve("a release/lib"));
        Files.createFile(folder.resolve("a release/lib/wsol-cli.jar"));
        Files.createFile(folder.resolve("a release/lib/other.jar"));
        Files.createFile(folder.resolve("a release/lib/wsol.jsa"));
        javaHome = folder.resolve("java home");
        Files.createDirectories(javaHome.resolve("bin"));
        Path java = javaHome.resolve("bin/java");
        Files.writeString(java, "#!/bin/sh\npwd\nprintf '%s\\n' \"$@\"\nexit 42\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        javaIs("17.0.9");
    }

    @Test
    void passesOnArgumentsFolderAndExitCode() throws Exception {
        Result result = launch("predict", "my photo.jpg");

        assertThat(result.exitCode()).isEqualTo(42);
        assertThat(result.lines().get(0)).isEqualTo(folder.toRealPath().toString());
        assertThat(result.lines()).endsWith("org.wsol.cli.Main", "predict", "my photo.jpg");
        assertThat(result.lines())
                .anySatisfy(line ->
                        assertThat(line).contains("a release/lib/wsol-cli.jar:").contains("a release/lib/other.jar"));
    }

    @Test
    void rejectsAnOlderJavaAndReportsItsVersion() throws Exception {
        javaIs("11.0.2");

        Result result = launch("--help");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.lines()).singleElement().asString().contains("is Java 11, but Java 17 or newer is needed");
    }

    @Test
    void reportsAWrongJavaHome() throws Exception {
        javaHome = folder.resolve("nowhere");

        Result result = launch("--help");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.lines()).singleElement().asString().contains("JAVA_HOME is", "nowhere");
    }

    @Test
    void plugInsComeFirstOnTheClassPath() throws Exception {
        environment = Map.of("WSOL_CLASSPATH", "my plugins.jar:more.jar");
        Files.createFile(folder.resolve("my plugins.jar"));
        Files.createFile(folder.resolve("more.jar"));

        assertThat(launch("list", "backbones").lines())
                .anySatisfy(line ->
                        assertThat(line).startsWith("my plugins.jar:more.jar:").contains("lib/wsol-cli.jar:"));
    }

    @Test
    void reportsAMissingPlugIn() throws Exception {
        environment = Map.of("WSOL_CLASSPATH", "my plugins.jar:more.jar");
        Files.createFile(folder.resolve("more.jar"));

        Result result = launch("list", "backbones");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.lines())
                .singleElement()
                .asString()
                .contains("WSOL_CLASSPATH names 'my plugins.jar', which does not exist");
    }

    @Test
    void currentFolderIsNeverOnTheClassPath() throws Exception {
        Files.createFile(folder.resolve("more.jar"));
        for (String plugIns : List.of("", ":", "more.jar:", ":more.jar", "more.jar::more.jar")) {
            environment = Map.of("WSOL_CLASSPATH", plugIns);

            List<String> lines = launch("--help").lines();
            String classPath = lines.get(lines.indexOf("-cp") + 1);

            assertThat(List.of(classPath.split(":", -1)))
                    .as(classPath)
                    .isNotEmpty()
                    .doesNotContain("", ".");
            assertThat(classPath).endsWith("other.jar");
        }
    }

    @Test
    void worksThroughASymbolicLink() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link"), script);
        script = link;

        assertThat(launch("--help").exitCode()).isEqualTo(42);
    }

    @Test
    void printsCachedHelpUntilTheProgramChanges() throws Exception {
        Path starts = folder.resolve("starts");
        Path jar = folder.resolve("a release/lib/wsol-cli.jar");
        Files.writeString(javaHome.resolve("bin/java"), "#!/bin/sh\necho x >>'" + starts + "'\necho \"$COLUMNS $*\"\n");
        Files.setLastModifiedTime(jar, FileTime.from(Instant.now().minusSeconds(60)));

        Result first = launch("run", "--help");
        assertThat(first.lines().get(0)).endsWith("org.wsol.cli.Main run --help");
        assertThat(launch("run", "--help")).isEqualTo(first);
        assertThat(starts).hasContent("x");

        environment = Map.of("COLUMNS", "120");
        assertThat(launch("run", "--help").lines().get(0)).startsWith("120 ");
        environment = Map.of("WSOL_OPTS", "-Dsome=option");
        assertThat(launch("run", "--help").lines().get(0)).contains("-Dsome=option");
        environment = Map.of("NO_COLOR", "1");
        assertThat(launch("run", "--help").lines().get(0)).doesNotContain("picocli.ansi");
        environment = Map.of();
        Files.setLastModifiedTime(jar, FileTime.from(Instant.now().plusSeconds(60)));
        assertThat(launch("run", "--help")).isEqualTo(first);
        assertThat(starts).content().hasLineCount(5);
    }

    @Test
    void doesNotCacheHelpOfAnUnknownCommand() throws Exception {
        assertThat(launch("nothing", "--help").exitCode()).isEqualTo(42);
        assertThat(folder.resolve("a release/lib/help")).isEmptyDirectory();
    }

    @Test
    void commandsThatAreStartedAtTheSameTimeBuildOnce() throws Exception {
        Path checkout = checkout("sleep 2\n");
        Files.createDirectories(checkout.resolve("target/build.lock"));
        Files.writeString(checkout.resolve("target/build.lock/pid"), "99999999"); // of a command that was killed

        ExecutorService pool = Executors.newFixedThreadPool(3);
        List<Future<Result>> results = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            results.add(pool.submit(() -> launch("list")));
        }
        for (Future<Result> result : results) {
            assertThat(result.get().exitCode()).as(result.get().toString()).isEqualTo(42);
        }
        pool.shutdown();
        assertThat(folder.resolve("builds")).hasContent("x");
        assertThat(checkout.resolve("target/build.lock")).doesNotExist();
    }

    @Test
    void aMovedCheckoutIsBuiltAgain() throws Exception {
        Path checkout = checkout("");
        assertThat(launch("list").exitCode()).isEqualTo(42);
        assertThat(launch("list").exitCode()).isEqualTo(42);
        assertThat(folder.resolve("builds")).hasContent("x");

        Path moved = Files.move(checkout, folder.resolve("moved für später"));
        script = moved.resolve("wsol");
        Result result = launch("list");

        assertThat(result.exitCode()).isEqualTo(42);
        assertThat(result.toString()).contains("the checkout was moved or copied, building");
        assertThat(folder.resolve("builds")).hasContent("x\nx");
    }

    @Test
    void theArchiveOfClassesIsNotTriedAgainAfterAFailure() throws Exception {
        Files.delete(folder.resolve("a release/lib/wsol.jsa"));
        Path starts = folder.resolve("starts");
        Files.writeString(
                javaHome.resolve("bin/java"), "#!/bin/sh\necho x >>'" + starts + "'\nprintf '%s\\n' \"$@\"\nexit 42\n");

        assertThat(launch("list").exitCode()).isEqualTo(42);
        assertThat(starts).hasContent("x\nx");
        assertThat(launch("list").exitCode()).isEqualTo(42);
        assertThat(starts).hasContent("x\nx\nx");
        assertThat(folder.resolve("a release/lib")).isDirectoryNotContaining("glob:**.{list,classes}");
    }

    /** A checkout with a stand-in for Maven, which counts builds. */
    private Path checkout(String more) throws IOException {
        Path checkout = Files.createDirectories(folder.resolve("a checkout"));
        Files.createDirectories(checkout.resolve("wsol-cli/src/main"));
        Files.createDirectories(checkout.resolve(".mvn"));
        Files.createFile(checkout.resolve("pom.xml"));
        Files.createFile(checkout.resolve("wsol-cli/pom.xml"));
        Path maven = checkout.resolve("mvnw");
        Files.writeString(
                maven,
                "#!/bin/sh\necho x >>'" + folder.resolve("builds") + "'\n" + more
                        + "mkdir -p wsol-cli/target wsol-core/target\n"
                        + "touch wsol-cli/target/wsol-cli.jar wsol-core/target/a.jar\n"
                        + "printf '%s' \"a.jar:$(pwd -P)/wsol-core/target/a.jar\" >wsol-cli/target/class-path.txt\n");
        assertThat(maven.toFile().setExecutable(true)).isTrue();
        script = Files.copy(script, checkout.resolve("wsol"));
        return checkout;
    }

    private void javaIs(String version) throws IOException {
        Files.writeString(javaHome.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    }

    private Result launch(String... arguments) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("sh", script.toString());
        builder.command().addAll(List.of(arguments));
        builder.directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", javaHome.toString());
        List.of("WSOL_CLASSPATH", "WSOL_OPTS", "COLUMNS", "NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE")
                .forEach(builder.environment()::remove);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), output.lines().toList());
    }

    private record Result(int exitCode, List<String> lines) {}
}
