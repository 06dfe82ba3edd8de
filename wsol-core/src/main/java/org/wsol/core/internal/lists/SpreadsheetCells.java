package org.wsol.core.internal.lists;

import java.util.regex.Pattern;

/**
 * Protects cells of CSV files that a spreadsheet would run as a formula; numbers are safe. Such cells are prefixed with
 * an apostrophe, which spreadsheets do not show; it is removed on reading.
 */
public final class SpreadsheetCells {
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
    private static final String STARTS = "=+-@\t\r";

    private SpreadsheetCells() {}

    /** The text to write into a cell. */
    public static String guarded(String text) {
        return isGuarded(text) || startsFormula(text) ? "'" + text : text;
    }

    /** The original text of a cell. */
    public static String plain(String cell) {
        return isGuarded(cell) ? cell.substring(1) : cell;
    }

    private static boolean isGuarded(String cell) {
        int marks = 0;
        while (marks < cell.length() && cell.charAt(marks) == '\'') {
            marks++;
        }
        return marks > 0 && startsFormula(cell.substring(marks));
    }

    private static boolean startsFormula(String text) {
        return !text.isEmpty()
                && STARTS.indexOf(text.charAt(0)) >= 0
                && !NUMBER.matcher(text).matches();
    }
}
