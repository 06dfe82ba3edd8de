package org.wsol.backbones;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Access to reference numbers and published weights, and comparison of arrays with them. */
final class Fixtures {
    private Fixtures() {}

    /** The folder of reference cases; the test is skipped if it is missing. */
    static Path root() {
        return existing(Path.of(System.getProperty("wsol.fixtures", "../../shared/fixtures")));
    }

    /** The folder of cases for maps, networks and transformers; the test is skipped if it is missing. */
    static Path maps() {
        return existing(Path.of(System.getProperty("wsol.fixtures-maps", "../../shared/fixtures-maps")));
    }

    /** The cases of a kind below a folder, by name. */
    static List<Path> cases(Path root, String kind) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            List<Path> found = new ArrayList<>();
            for (Path file :
                    files.filter(path -> path.endsWith("case.json")).sorted().toList()) {
                if (description(file.getParent()).path("kind").asText().equals(kind)) {
                    found.add(file.getParent());
                }
            }
            return found;
        }
    }

    /** The content of a case's {@code case.json}. */
    static JsonNode description(Path folder) throws IOException {
        return new JsonMapper().readTree(folder.resolve("case.json").toFile());
    }

    /** A published weight file of the shared folder; the test is skipped if it is missing. */
    static Path weights(String name) {
        return existing(Path.of(System.getProperty("wsol.shared", "../../shared"))
                .resolve("weights")
                .resolve(name));
    }

    private static Path existing(Path path) {
        assumeTrue(Files.exists(path), () -> path + " is not there");
        return path;
    }

    static INDArray array(Path file) {
        return Nd4j.createFromNpyFile(file.toFile()).castTo(DataType.FLOAT);
    }

    /** The norm of the difference relative to the norm of the expected values. */
    static double distance(INDArray actual, INDArray expected) {
        INDArray reference = expected.castTo(DataType.DOUBLE);
        double difference =
                actual.castTo(DataType.DOUBLE).sub(reference).norm2Number().doubleValue();
        return difference / reference.norm2Number().doubleValue();
    }

    /** Asserts equality up to a share of the largest expected magnitude. */
    static void assertClose(String what, INDArray actual, INDArray expected, double tolerance) {
        assertThat(actual.shape()).as("shape of %s", what).isEqualTo(expected.shape());
        double scale = expected.amaxNumber().doubleValue();
        double difference = actual.sub(expected).amaxNumber().doubleValue();
        assertThat(difference)
                .as("largest difference of %s beside the largest magnitude %s", what, scale)
                .isLessThanOrEqualTo(tolerance * scale);
    }
}
