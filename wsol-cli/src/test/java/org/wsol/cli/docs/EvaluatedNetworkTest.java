package org.wsol.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code wsol evaluate RUN} scores the network of this run, not that of another run with the same training. */
class EvaluatedNetworkTest {
    @TempDir
    Path folder;

    private Path run;
    private Path later;

    /** A run, and a later one with the same identity but another network. */
    @BeforeEach
    void train() throws IOException {
        Path photos = Painted.classFolders(folder.resolve("photos"), 10);
        run = TinyRun.train(folder, List.of("run", "experiments/your-photos.yaml", "data.root=" + photos));
        later = run.getParent().resolveSibling("29990101-000000").resolve(run.getFileName());
        copy(run, later);
        Files.writeString(later.resolve("checkpoints/last.safetensors"), "the network of another computer");
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
    }

    private static TinyRun.Outcome evaluate(Path of, String... changes) {
        List<String> words = new ArrayList<>(List.of("evaluate", of.toString()));
        words.addAll(Arrays.asList(changes));
        return TinyRun.outcome(words);
    }

    @Test
    void scoresItsOwnNetwork() throws IOException {
        TinyRun.Outcome own = evaluate(run, "evaluation.normaliser=max");
        assertThat(own.exit()).as(own.out() + own.err()).isZero();

        TinyRun.Outcome other = evaluate(later, "evaluation.normaliser=max");
        assertThat(other.exit()).as("a damaged network").isNotZero();

        Files.delete(later.resolve("checkpoints/last.safetensors"));
        TinyRun.Outcome without = evaluate(later, "evaluation.normaliser=max");
        assertThat(without.exit()).isEqualTo(2);
        assertThat(without.err()).contains("contains no trained model any more");
    }

    @Test
    void rejectsAConfigurationThatWasEditedAfterTheTraining() throws IOException {
        Path config = run.resolve("config.yaml");
        String before = Files.readString(config);
        assertThat(before).contains("seed: ");
        Files.writeString(config, before.replaceFirst("seed: \\d+", "seed: 77"));

        TinyRun.Outcome edited = evaluate(run, "evaluation.normaliser=max");

        assertThat(edited.exit()).isEqualTo(2);
        assertThat(edited.err()).contains("config.yaml was changed after the training");
        Files.writeString(config, before);
        assertThat(evaluate(run, "evaluation.normaliser=max").exit()).isZero();
    }
}
