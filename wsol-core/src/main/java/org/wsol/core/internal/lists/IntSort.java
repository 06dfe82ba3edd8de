package org.wsol.core.internal.lists;

import java.util.function.IntBinaryOperator;

/** Merge sort of ints by any order, without an object per element. */
public final class IntSort {
    private IntSort() {}

    /**
     * Sorts; equal elements keep their order.
     *
     * @param comparison negative, 0 or positive as by {@link java.util.Comparator#compare}
     */
    public static void sort(int[] values, IntBinaryOperator comparison) {
        sort(values, new int[(values.length + 1) / 2], 0, values.length, comparison);
    }

    private static void sort(int[] values, int[] buffer, int from, int to, IntBinaryOperator comparison) {
        if (to - from < 2) {
            return;
        }
        int middle = (from + to) >>> 1;
        sort(values, buffer, from, middle, comparison);
        sort(values, buffer, middle, to, comparison);
        if (comparison.applyAsInt(values[middle - 1], values[middle]) <= 0) {
            return;
        }
        int kept = middle - from;
        System.arraycopy(values, from, buffer, 0, kept);
        int left = 0;
        int right = middle;
        for (int i = from; left < kept; i++) {
            boolean takesRight = right < to && comparison.applyAsInt(values[right], buffer[left]) < 0;
            values[i] = takesRight ? values[right++] : buffer[left++];
        }
    }
}
