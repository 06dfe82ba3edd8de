package org.wsol.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Compares arrays relative to the largest magnitude of what is expected. */
final class Closeness {
    private Closeness() {}

    static void assertClose(Map<String, INDArray> actual, Map<String, INDArray> expected, double tolerance) {
        assertThat(actual.keySet()).isEqualTo(expected.keySet());
        expected.forEach((name, array) -> assertClose(name, actual.get(name), array, tolerance));
    }

    static void assertClose(String name, INDArray actual, INDArray expected, double tolerance) {
        assertThat(actual.shape()).as("shape of %s", name).isEqualTo(expected.shape());
        double scale = 0;
        double worst = 0;
        for (long i = 0; i < expected.length(); i++) {
            scale = Math.max(scale, Math.abs(expected.getDouble(i)));
            double difference = Math.abs(actual.getDouble(i) - expected.getDouble(i));
            worst = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : Math.max(worst, difference);
        }
        assertThat(worst)
                .as("largest difference in %s, whose largest magnitude is %s", name, scale)
                .isLessThanOrEqualTo(tolerance * Math.max(scale, 1e-3));
    }
}
