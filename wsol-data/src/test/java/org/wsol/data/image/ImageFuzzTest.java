package org.wsol.data.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wsol.core.WsolException;
import org.wsol.testing.FuzzCampaign;
import org.wsol.testing.Mutations;

/**
 * 7,000 damaged images of every format: decoded or rejected with the file name; their header is also read from the
 * file.
 */
@Tag("slow")
class ImageFuzzTest {
    private static final int FILES = 7000;
    private static final ImageDecoder DECODER =
            ImageDecoder.asStored().withMaxPixels(4_000_000).withExifOrientation(true);

    @TempDir
    Path folder;

    @Test
    void decodesOrRejectsDamagedImages() throws IOException {
        Mutations images = new Mutations(2026, originals());
        FuzzCampaign.Outcome outcome = new FuzzCampaign(folder, WsolException.class)
                .run(FILES, ".image", images::bytes, file -> {
                    DECODER.decode(file);
                    DECODER.size(file);
                });
        assertThat(outcome.refused()).as("refused").isBetween(FILES / 3, FILES - 1);
    }

    private static List<byte[]> originals() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/decoding"))) {
            List<byte[]> contents = new ArrayList<>();
            for (Path file : files.filter(f -> !f.toString().contains("expected"))
                    .sorted()
                    .toList()) {
                contents.add(Files.readAllBytes(file));
            }
            return contents;
        }
    }
}
