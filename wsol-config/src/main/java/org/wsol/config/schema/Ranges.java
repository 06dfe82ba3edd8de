package org.wsol.config.schema;

import java.math.BigDecimal;
import org.wsol.core.component.Setting;

/** Describes the allowed range of a number. */
public final class Ranges {
    private Ranges() {}

    /** {@code at least 1}, {@code above 0 and at most 1}, or an empty text if every number is allowed. */
    public static String describe(Setting setting) {
        String lower = Double.isInfinite(setting.min())
                ? ""
                : (setting.exclusiveMin() ? "above " : "at least ") + number(setting.min());
        String upper = Double.isInfinite(setting.max()) ? "" : "at most " + number(setting.max());
        return lower.isEmpty() || upper.isEmpty() ? lower + upper : lower + " and " + upper;
    }

    private static String number(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
}
