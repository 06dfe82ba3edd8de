package org.wsol.experiment.internal.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.wsol.experiment.internal.runfolder.RunFolder;

/**
 * A small experiment on generated images, computed by the real command line in a separate process.
 *
 * @param folder the folder of the experiment, its data and its runs
 * @param name of the experiment
 */
record RealRun(Path folder, String name) {
    private static final String EXPERIMENT = """
            name: %s
            seed: 1
            data:
              {layout: demo, folder: '%s', classes: 2, size: 32, train: 30, val: 8, test: 8, imageSize: 32, resizeSize: 40}
            model: {backbone: small_cnn}
            method:
              name: bridging-gap
              similarity: {weight: 1, foreground: 0.4, background: 0.2, start: 1 epochs}
              norm: {weight: 0.5, start: 1 epochs}
              consistency: {weight: 1}
              dropout: {threshold: 0.8, probability: 0.25}
            train:
              epochs: 6 epochs
              batch: 4
              lr: 0.02
              checkpoint: {every: 3 steps, saveBest: {metric: top1}}
            evaluation: {interval: 0.01, bootstrap: 0, every: 5 steps}
            output: {root: '%s'}
            """;

    static RealRun write(Path folder, String name) {
        try {
            Files.writeString(
                    folder.resolve(name + ".yaml"),
                    EXPERIMENT.formatted(name, folder.resolve("data"), folder.resolve("runs")));
            return new RealRun(folder, name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts {@code wsol run}; its output is appended to {@link #console}. */
    Process start(String... arguments) {
        return start(List.of(), arguments);
    }

    /**
     * The same with a program in front that starts it, for example {@code nice}.
     *
     * @param before the words of the program
     */
    Process start(List<String> before, String... arguments) {
        List<String> command = new ArrayList<>(before);
        command.addAll(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Djava.awt.headless=true",
                "-cp",
                System.getProperty("java.class.path"),
                "org.wsol.cli.Main",
                "run",
                folder.resolve(name + ".yaml").toString()));
        command.addAll(List.of(arguments));
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(console().toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs to the end and returns the exit code. */
    int finish(String... arguments) throws InterruptedException {
        return finish(start(arguments));
    }

    int finish(Process process) throws InterruptedException {
        if (!process.waitFor(5, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError("not finished after 5 minutes: " + printed());
        }
        return process.exitValue();
    }

    Path console() {
        return folder.resolve(name + ".out");
    }

    String printed() {
        try {
            return Files.exists(console()) ? Files.readString(console()) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The run folders of all sessions. */
    List<RunFolder> runs() {
        return children(folder.resolve("runs").resolve(name))
                .flatMap(session -> children(session.toPath()))
                .filter(run -> new File(run, "run.json").isFile())
                .map(run -> new RunFolder(run.toPath()))
                .toList();
    }

    private static Stream<File> children(Path folder) {
        File[] files = folder.toFile().listFiles(File::isDirectory);
        return files == null ? Stream.of() : Stream.of(files);
    }

    /** The only run. */
    RunFolder run() {
        assertThat(runs()).as("runs; the process said: %s", printed()).hasSize(1);
        return runs().get(0);
    }

    /** Waits until a condition holds, while the process is alive. */
    void await(Process process, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(3);
        while (!condition.getAsBoolean() && process.isAlive()) {
            assertThat(System.nanoTime())
                    .as("time; the process said: %s", printed())
                    .isLessThan(end);
            Thread.sleep(1);
        }
    }

    /** Whether the run has completed a step. */
    boolean trains() {
        return runs().stream().anyMatch(run -> run.metricsLines().toFile().length() > 0);
    }

    /** Whether a checkpoint is currently being written. */
    boolean writesCheckpoint() {
        return runs().stream().anyMatch(run -> {
            String[] files = run.checkpoints().toFile().list();
            return files != null && Stream.of(files).anyMatch(file -> file.endsWith(".part"));
        });
    }
}
