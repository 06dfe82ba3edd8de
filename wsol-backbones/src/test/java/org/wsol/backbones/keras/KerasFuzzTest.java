package org.wsol.backbones.keras;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wsol.core.WsolException;
import org.wsol.engine.weights.WeightFile;
import org.wsol.engine.weights.WeightFile.TensorInfo;
import org.wsol.engine.weights.WeightFiles;
import org.wsol.testing.FuzzCampaign;
import org.wsol.testing.Mutations;

/** 2,000 damaged HDF5 files, half of them in a {@code .keras} archive: read, or rejected with the file name. */
@Tag("slow")
class KerasFuzzTest {
    private static final int FILES = 1000;

    @TempDir
    Path folder;

    @Test
    void readsOrRejectsDamagedHdf5Files() throws IOException {
        Mutations files = new Mutations(
                8,
                List.of(
                        Files.readAllBytes(Hdf5FileTest.resource("mobilenet_v1-part.h5", folder)),
                        Files.readAllBytes(Hdf5FileTest.resource("mobilenet_v1-new.h5", folder))));
        assertThat(campaign(".h5", files)).isBetween(FILES / 4, FILES - 1);
    }

    @Test
    void readsOrRejectsDamagedArchives() throws IOException {
        Path archive = Hdf5FileTest.archive(folder.resolve("whole.keras"));
        assertThat(campaign(".keras", new Mutations(9, List.of(Files.readAllBytes(archive)))))
                .isBetween(FILES / 4, FILES - 1);
    }

    private int campaign(String ending, Mutations files) {
        return new FuzzCampaign(folder.resolve("damaged"), WsolException.class)
                .run(FILES, ending, files::bytes, file -> {
                    try (WeightFile weights = WeightFiles.open(file, "mobilenet_v1")) {
                        for (TensorInfo tensor : weights.tensors()) {
                            assertThat(weights.read(tensor.name())).isNotNull();
                        }
                    }
                })
                .refused();
    }
}
