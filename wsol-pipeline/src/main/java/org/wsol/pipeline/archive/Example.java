package org.wsol.pipeline.archive;

import java.util.Arrays;

/**
 * An example image of an archive with the network's outputs recorded when the archive was written.
 *
 * @param name name of the image's entry
 * @param image an encoded image
 * @param logits class scores
 * @param cam the map of the class with the highest score, row-major
 */
public record Example(String name, byte[] image, float[] logits, float[] cam) {

    /**
     * The largest difference from a network's current outputs, relative to the largest expected value.
     *
     * @param newLogits class scores
     * @param newCam the map
     * @return infinite if lengths or classes differ or a value is NaN
     */
    public double difference(float[] newLogits, float[] newCam) {
        return Math.max(apart(logits, newLogits), apart(cam, newCam));
    }

    private static double apart(float[] expected, float[] actual) {
        if (expected.length != actual.length) {
            return Double.POSITIVE_INFINITY;
        }
        double largest = 0;
        double scale = 0;
        for (int i = 0; i < expected.length; i++) {
            double one = Math.abs((double) expected[i] - actual[i]);
            largest = Double.isNaN(one) ? Double.POSITIVE_INFINITY : Math.max(largest, one);
            scale = Math.max(scale, Math.abs(expected[i]));
        }
        return largest == 0 ? 0 : largest / scale;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Example that
                && name.equals(that.name)
                && Arrays.equals(image, that.image)
                && Arrays.equals(logits, that.logits)
                && Arrays.equals(cam, that.cam);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(image) * 31 + Arrays.hashCode(cam);
    }

    @Override
    public String toString() {
        return "Example[" + name + "]";
    }
}
