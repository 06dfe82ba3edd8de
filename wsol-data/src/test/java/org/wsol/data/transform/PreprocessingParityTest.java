package org.wsol.data.transform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.wsol.core.ImageSize;
import org.wsol.data.Shared;
import org.wsol.data.image.ImageDecoder;
import org.wsol.data.image.RgbImage;

/** Resizing and normalisation equal those of Pillow and torchvision in every case of kind "preprocessing". */
class PreprocessingParityTest {

    @TestFactory
    Stream<DynamicTest> preprocessingEqualsTheReference() throws IOException {
        Path root = Shared.fixtures("");
        List<Path> cases;
        try (Stream<Path> files = Files.walk(root)) {
            cases = files.filter(file -> file.endsWith("case.json")).sorted().toList();
        }
        return cases.stream()
                .filter(file -> read(file).path("kind").asText().equals("preprocessing"))
                .map(file -> DynamicTest.dynamicTest(
                        root.relativize(file.getParent()).toString(), () -> check(file.getParent())));
    }

    private static void check(Path folder) {
        RgbImage image = ImageDecoder.asStored().decode(folder.resolve("image.png"));
        int tolerance = read(folder.resolve("case.json")).path("tolerance").asInt();
        for (int side : new int[] {224, 256}) {
            int[] expected = Nd4j.createFromNpyFile(
                            folder.resolve("pil_bilinear_" + side + ".npy").toFile())
                    .data()
                    .asInt();
            byte[] actual =
                    AntialiasedResize.resize(image, ImageSize.square(side)).pixels();
            int worst = 0;
            for (int i = 0; i < expected.length; i++) {
                worst = Math.max(worst, Math.abs(expected[i] - (actual[i] & 0xff)));
            }
            assertThat(worst)
                    .as("largest difference in grey levels at %d", side)
                    .isZero()
                    .isLessThanOrEqualTo(tolerance);
        }
        checkTensor(folder, image);
    }

    private static void checkTensor(Path folder, RgbImage image) {
        INDArray stored =
                Nd4j.createFromNpyFile(folder.resolve("tensor_224.npy").toFile());
        float[] expected = stored.dup('c').data().asFloat();
        float[] actual = new float[3 * 224 * 224];
        Normalization.imageNet().toPlanes(AntialiasedResize.resize(image, ImageSize.square(224)), false, actual);
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < actual.length; i++) {
            assertThat(actual[i]).isCloseTo(expected[i], Offset.offset(1e-6f));
        }
    }

    private static JsonNode read(Path file) {
        try {
            return new ObjectMapper().readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
