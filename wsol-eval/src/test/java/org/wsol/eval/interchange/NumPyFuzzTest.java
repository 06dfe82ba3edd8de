package org.wsol.eval.interchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wsol.core.WsolException;
import org.wsol.eval.map.ScoreArray;
import org.wsol.testing.FuzzCampaign;
import org.wsol.testing.Mutations;

/** 2,000 damaged {@code .npy} files: read, or rejected with the file name. */
@Tag("slow")
class NumPyFuzzTest {
    private static final int FILES = 2000;

    @TempDir
    Path folder;

    @Test
    void readsOrRejectsDamagedArrays() throws IOException {
        Path floats = folder.resolve("f.npy");
        Path doubles = folder.resolve("d.npy");
        NumPyFiles.write(floats, ScoreArray.of(2, 3, new float[] {0, 0.1f, 0.2f, 0.3f, 0.4f, 1}));
        NumPyFiles.write(doubles, ScoreArray.of(3, 1, new double[] {0, 0.5, 1}));
        Mutations files = new Mutations(4, List.of(Files.readAllBytes(floats), Files.readAllBytes(doubles)));
        FuzzCampaign.Outcome outcome = new FuzzCampaign(folder.resolve("damaged"), WsolException.class)
                .run(FILES, ".npy", files::bytes, ScoreMapFiles::read);
        assertThat(outcome.refused()).isBetween(FILES / 3, FILES - 1);
    }
}
