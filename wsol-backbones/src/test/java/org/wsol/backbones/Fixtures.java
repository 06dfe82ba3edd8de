package org.wsol.backbones;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Where reference numbers and published weights lie, and how arrays are held against them. */
final class Fixtures {
    private Fixtures() {}

    /** The folder of reference cases; the test is skipped where it is missing. */
    static Path root() {
        return existing(Path.of(System.getProperty("wsol.fixtures", "../../shared/fixtures")));
    }

    /** A published weight file of the shared folder; the test is skipped where it is missing. */
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

    /** Asserts equality up to a share of the largest expected magnitude. */
    static void assertClose(String what, INDArray actual, INDArray expected, double tolerance) {
        assertThat(actual.shape()).as("shape of %s", what).isEqualTo(expected.shape());
        double scale = expected.amaxNumber().doubleValue();
        double difference = actual.sub(expected).amaxNumber().doubleValue();
        assertThat(difference / scale)
                .as("largest difference of %s, relative to the largest magnitude %s", what, scale)
                .isLessThanOrEqualTo(tolerance);
    }
}
