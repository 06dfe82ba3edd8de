package org.wsol.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.wsol.cli.command.RootCommand;
import picocli.CommandLine;

/** Runs commands as typed by a reader, and a training of two steps. */
final class TinyRun {
    private static final Path PROJECT = Path.of(System.getProperty("wsol.project", ".."));
    static final List<String> TINY = List.of(
            "model.backbone=small_cnn",
            "data.imageSize=32",
            "data.resizeSize=36",
            "train.epochs=2 steps",
            "train.batch=4",
            "evaluation.bootstrap=0");

    private TinyRun() {}

    /** Trains on a folder of class folders; returns the run's folder. */
    static Path train(Path folder, Path photos) throws IOException {
        List<String> words = new ArrayList<>(List.of("run", "experiments/your-photos.yaml", "data.root=" + photos));
        return train(folder, words);
    }

    /** Runs a {@code run} command with a smaller network; returns the run's folder. */
    static Path train(Path folder, List<String> command) throws IOException {
        List<String> words = new ArrayList<>(command);
        words.set(1, PROJECT.resolve(words.get(1)).toString());
        words.addAll(TINY);
        words.add("output.root=" + folder.resolve("runs"));
        wsol(words);
        try (Stream<Path> files = Files.walk(folder.resolve("runs"))) {
            List<Path> runs =
                    files.filter(file -> file.endsWith("metrics.json")).toList();
            assertThat(runs).hasSize(1);
            return runs.get(0).getParent();
        }
    }

    /** Runs a command that must succeed; returns its output. */
    static String wsol(List<String> words) {
        Outcome outcome = outcome(words);
        assertThat(outcome.exit())
                .as("wsol %s%n%s", String.join(" ", words), outcome.err())
                .isZero();
        return outcome.out();
    }

    /** The result of a command. */
    record Outcome(int exit, String out, String err) {}

    /** Runs a command. */
    static Outcome outcome(List<String> words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = RootCommand.commandLine(words.toArray(String[]::new));
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        int exit = line.execute(words.toArray(String[]::new));
        return new Outcome(exit, out.toString(), err.toString());
    }
}
