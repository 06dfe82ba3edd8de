package org.wsol.report.curves;

import java.util.Locale;

/** Text of SVG documents. */
final class Svg {
    private Svg() {}

    /** Formats with decimal points. */
    static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
