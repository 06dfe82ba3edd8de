package org.wsol.experiment.internal.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wsol.experiment.internal.runfolder.RunState;

/** A run whose files cannot grow, as on a full disk: the process may write small files only. */
@Tag("slow")
class FullDiskTest {
    /** 100 KB in the unit of POSIX, less than a checkpoint. */
    private static final List<String> SMALL_FILES = List.of("sh", "-c", "ulimit -f 200 && exec \"$@\"", "sh");

    private static final int STORAGE = 4;

    @TempDir
    private Path folder;

    @Test
    void reportsTheFileAndResumesTheRunWhenThereIsSpace() throws Exception {
        assumeThat(System.getProperty("os.name")).as("ulimit").isNotEqualTo("Windows");
        RealRun untouched = RealRun.write(folder, "untouched");
        assertThat(untouched.finish()).as(untouched.printed()).isZero();
        RealRun run = RealRun.write(folder, "full");

        assertThat(run.finish(run.start(SMALL_FILES))).as(run.printed()).isEqualTo(STORAGE);

        assertThat(run.run().status().state()).isEqualTo(RunState.FAILED);
        assertThat(run.run().status().reason()).contains("cannot write weight file", ".safetensors", "free some space");
        assertThat(run.printed()).contains("cannot write weight file", "--retry-failed");
        assertThat(files(run.run().checkpoints())).as("nothing half-written").isEmpty();
        assertThat(run.finish("--retry-failed")).as(run.printed()).isZero();
        assertThat(RunContent.of(run.run())).isEqualTo(RunContent.of(untouched.run()));
    }

    private static List<String> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
