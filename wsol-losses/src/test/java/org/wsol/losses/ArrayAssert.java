package org.wsol.losses;

import static org.assertj.core.api.Assertions.assertThat;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Compares arrays relative to the expected array's largest magnitude, as specified by the reference cases. */
final class ArrayAssert {
    private ArrayAssert() {}

    static void assertClose(String what, INDArray actual, INDArray expected, double tolerance) {
        assertThat(actual.length()).as("%s: length", what).isEqualTo(expected.length());
        double[] a = actual.dup('c').data().asDouble();
        double[] b = expected.dup('c').data().asDouble();
        double largest = 0;
        double difference = 0;
        for (int i = 0; i < a.length; i++) {
            assertThat(a[i]).as("%s[%d]", what, i).isFinite();
            largest = Math.max(largest, Math.abs(b[i]));
            difference = Math.max(difference, Math.abs(a[i] - b[i]));
        }
        assertThat(difference)
                .as("%s: largest difference", what)
                .isLessThanOrEqualTo(tolerance * Math.max(largest, 1e-30));
    }
}
