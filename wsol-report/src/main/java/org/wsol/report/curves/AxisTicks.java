package org.wsol.report.curves;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * Round numbers along an axis: multiples of 1, 2 or 5 times a power of ten.
 *
 * @param values the numbers, ascending
 * @param decimals the decimals they are shown with
 */
record AxisTicks(List<Double> values, int decimals) {

    /** Copies the list. */
    AxisTicks {
        values = List.copyOf(values);
    }

    /**
     * Ticks between two values.
     *
     * @param most the largest number of intervals between ticks
     */
    static AxisTicks between(double low, double high, int most) {
        double least = (high - low) / most;
        int exponent = (int) Math.floor(Math.log10(least));
        double power = Math.pow(10, exponent);
        int factor = least <= power ? 1 : least <= 2 * power ? 2 : least <= 5 * power ? 5 : 10;
        double step = factor * power;
        List<Double> values = new ArrayList<>();
        // half a millionth of a step: multiples at the ends count even if they were rounded
        for (long i = (long) Math.ceil(low / step - 5e-7); i * step <= high + step * 5e-7; i++) {
            values.add(i * step);
        }
        return new AxisTicks(values, Math.max(0, factor == 10 ? -exponent - 1 : -exponent));
    }

    /** The text of a tick. */
    String text(double value) {
        return BigDecimal.valueOf(value)
                .setScale(decimals, RoundingMode.HALF_UP)
                .toPlainString();
    }
}
