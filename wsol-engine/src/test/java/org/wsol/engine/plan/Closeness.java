package org.wsol.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Compares arrays relative to the largest expected magnitude of each array, but at least 10 % of the largest over all
 * arrays.
 */
final class Closeness {
    /** Gradients that cancel are compared relative to the size of their terms. */
    private static final double SHARE = 0.1;

    private Closeness() {}

    static void assertClose(Map<String, INDArray> actual, Map<String, INDArray> expected, double tolerance) {
        assertThat(actual.keySet()).isEqualTo(expected.keySet());
        double largest = expected.values().stream()
                .mapToDouble(Closeness::magnitude)
                .max()
                .orElse(0);
        expected.forEach((name, array) ->
                assertClose(name, actual.get(name), array, tolerance * Math.max(magnitude(array), SHARE * largest)));
    }

    /** Compares the norms of differences with the norms of expected values; individual values may differ at kinks. */
    static void assertCloseInNorm(Map<String, INDArray> actual, Map<String, INDArray> expected, double tolerance) {
        assertThat(actual.keySet()).isEqualTo(expected.keySet());
        expected.forEach((name, array) -> {
            double norm = array.norm2Number().doubleValue();
            double difference = actual.get(name).sub(array).norm2Number().doubleValue();
            assertThat(difference / norm).as("relative difference in %s", name).isLessThanOrEqualTo(tolerance);
        });
    }

    private static double magnitude(INDArray array) {
        double largest = 0;
        for (long i = 0; i < array.length(); i++) {
            largest = Math.max(largest, Math.abs(array.getDouble(i)));
        }
        return largest;
    }

    private static void assertClose(String name, INDArray actual, INDArray expected, double allowed) {
        assertThat(actual.shape()).as("shape of %s", name).isEqualTo(expected.shape());
        double worst = 0;
        for (long i = 0; i < expected.length(); i++) {
            double difference = Math.abs(actual.getDouble(i) - expected.getDouble(i));
            worst = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : Math.max(worst, difference);
        }
        assertThat(worst).as("largest difference in %s", name).isLessThanOrEqualTo(allowed);
    }
}
