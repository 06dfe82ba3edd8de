package org.wsol.maps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.wsol.core.ImageSize;

/** A folder with reference numbers of the maps' original libraries. */
public record MapCase(Path folder, JsonNode json) {

    /** All cases of a kind below the root named by the system property {@code wsol.fixtures-maps}. */
    public static List<MapCase> ofKind(String kind) {
        Path root = Path.of(System.getProperty("wsol.fixtures-maps", "../../shared/fixtures-maps"));
        assumeTrue(Files.isDirectory(root), "skipped: there is no folder of reference numbers at " + root);
        try (Stream<Path> files = Files.walk(root)) {
            List<MapCase> cases = files.filter(file -> file.endsWith("case.json"))
                    .sorted()
                    .map(MapCase::read)
                    .filter(c -> c.json().path("kind").asText().equals(kind))
                    .toList();
            assumeTrue(!cases.isEmpty(), "skipped: no case of kind " + kind + " below " + root);
            return cases;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MapCase read(Path file) {
        try {
            return new MapCase(file.getParent(), new ObjectMapper().readTree(file.toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A published weight file of the shared folder; the test is skipped if it is missing. */
    public static Path weights(String name) {
        Path path = Path.of(System.getProperty("wsol.shared", "../../shared"))
                .resolve("weights")
                .resolve(name);
        assumeTrue(Files.exists(path), () -> "skipped: " + path + " is not there");
        return path;
    }

    public boolean has(String file) {
        return Files.exists(folder.resolve(file));
    }

    public INDArray array(String file) {
        return Nd4j.createFromNpyFile(folder.resolve(file).toFile()).castTo(DataType.FLOAT);
    }

    /** The classes of the images. */
    public int[] labels() {
        if (json.has("labels")) {
            return new ObjectMapper().convertValue(json.get("labels"), int[].class);
        }
        return array("labels.npy").toIntVector();
    }

    public double tolerance() {
        return json.get("tolerance").asDouble();
    }

    /** The values of one image of an array (B, ...), row-major. */
    public static float[] values(INDArray array, int image) {
        return array.slice(image).dup('c').reshape(-1).toFloatVector();
    }

    /** One image of an array (B, C, h, w). */
    public static FeatureMaps maps(INDArray array, int image) {
        ImageSize size = new ImageSize((int) array.size(2), (int) array.size(3));
        return new FeatureMaps((int) array.size(1), size, values(array, image));
    }

    /** Asserts equality up to a share of the largest expected magnitude, 1 if all expected values are zero. */
    public static void assertClose(String what, float[] actual, float[] expected, double tolerance) {
        double scale = 0;
        for (float value : expected) {
            scale = Math.max(scale, Math.abs(value));
        }
        assertClose(what, actual, expected, tolerance, scale);
    }

    /** Asserts equality up to a share of a magnitude, 1 if it is zero. */
    public static void assertClose(String what, float[] actual, float[] expected, double tolerance, double scale) {
        assertThat(actual).as(what).hasSameSizeAs(expected);
        double difference = 0;
        for (int i = 0; i < expected.length; i++) {
            double distance = Math.abs((double) actual[i] - expected[i]);
            difference = Double.isNaN(distance) ? Double.NaN : Math.max(difference, distance);
        }
        assertThat(difference)
                .as("largest difference of %s beside the magnitude %s", what, scale)
                .isLessThanOrEqualTo(tolerance * (scale == 0 ? 1 : scale));
    }

    @Override
    public String toString() {
        return folder.getParent().getFileName() + "/" + folder.getFileName();
    }
}
