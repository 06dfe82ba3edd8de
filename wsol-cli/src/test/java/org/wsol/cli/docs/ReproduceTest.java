package org.wsol.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code wsol reproduce} and {@code wsol compare}. */
class ReproduceTest {
    @TempDir
    static Path folder;

    private static Path run;

    @BeforeAll
    static void train() throws IOException {
        run = TinyRun.train(folder, Painted.classFolders(folder.resolve("photos"), 10));
    }

    @Test
    void saysWhetherTheResultsAreEqual() throws IOException {
        assertThat(TinyRun.wsol(List.of("reproduce", run.toString()))).contains("reproduced: all results are equal");

        Path metrics = run.resolve("metrics.json");
        String all = Files.readString(metrics);
        Files.writeString(metrics, all.replaceFirst("\"top1\"( *): *[0-9.]+", "\"top1\": 1.5"));
        assertThat(Files.readString(metrics)).isNotEqualTo(all);
        TinyRun.Outcome differing = TinyRun.outcome(List.of("reproduce", run.toString()));
        assertThat(differing.exit()).isEqualTo(3);
        assertThat(differing.out()).contains("not reproduced: some numbers differ");
        Files.writeString(metrics, all);
    }

    @Test
    void compareNamesTheRunsOfASession() {
        Path session = run.getParent();
        TinyRun.Outcome outcome = TinyRun.outcome(List.of("compare", session.toString(), run.toString()));
        assertThat(outcome.exit()).isEqualTo(2);
        assertThat(outcome.err())
                .contains(session + " is a folder of several runs; name one of its runs: ")
                .contains("'wsol report A B' compares sessions");
    }
}
