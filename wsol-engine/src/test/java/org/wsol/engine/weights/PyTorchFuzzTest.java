package org.wsol.engine.weights;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wsol.core.WsolException;
import org.wsol.engine.weights.WeightFile.TensorInfo;
import org.wsol.testing.FuzzCampaign;
import org.wsol.testing.Mutations;

/** 2,000 damaged PyTorch files of both formats: read, or rejected with the file name. */
@Tag("slow")
class PyTorchFuzzTest {
    private static final int FILES = 2000;

    @TempDir
    Path folder;

    @Test
    void readsOrRejectsDamagedFiles() throws IOException, URISyntaxException {
        Mutations files = new Mutations(6, originals());
        FuzzCampaign.Outcome outcome = new FuzzCampaign(folder, WsolException.class)
                .run(FILES, ".pth", files::bytes, file -> {
                    try (WeightFile weights = WeightFiles.open(file, "any")) {
                        for (TensorInfo tensor : weights.tensors()) {
                            assertThat(weights.read(tensor.name())).isNotNull();
                        }
                    }
                });
        assertThat(outcome.refused()).isBetween(FILES / 3, FILES - 1);
    }

    private static List<byte[]> originals() throws IOException, URISyntaxException {
        Path kept =
                Path.of(PyTorchFuzzTest.class.getResource("pytorch/plain.pth").toURI());
        try (Stream<Path> all = Files.list(kept.getParent())) {
            List<byte[]> contents = new ArrayList<>();
            for (Path file : all.filter(name -> !name.toString().endsWith(".py"))
                    .sorted()
                    .toList()) {
                contents.add(Files.readAllBytes(file));
            }
            return contents;
        }
    }
}
