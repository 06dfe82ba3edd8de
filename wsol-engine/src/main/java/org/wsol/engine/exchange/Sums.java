package org.wsol.engine.exchange;

import java.util.Arrays;

/**
 * Values that are added over shards and workers, element by element. The arrays are changed in place.
 *
 * @param values large vectors, such as gradients
 * @param numbers a few numbers, such as losses and counts
 */
public record Sums(float[] values, double[] numbers) {

    /** Numbers only. */
    public static Sums of(double... numbers) {
        return new Sums(new float[0], numbers);
    }

    /** Sets everything to zero. */
    public void clear() {
        Arrays.fill(values, 0);
        Arrays.fill(numbers, 0);
    }

    /**
     * Adds other sums.
     *
     * @throws IllegalArgumentException if these are not equally long
     */
    public void add(Sums more) {
        if (more.values.length != values.length || more.numbers.length != numbers.length) {
            throw new IllegalArgumentException("sums of " + values.length + " and " + numbers.length
                    + " elements, and of " + more.values.length + " and " + more.numbers.length);
        }
        for (int i = 0; i < values.length; i++) {
            values[i] += more.values[i];
        }
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] += more.numbers[i];
        }
    }
}
