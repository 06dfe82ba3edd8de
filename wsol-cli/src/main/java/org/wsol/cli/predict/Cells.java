package org.wsol.cli.predict;

/** Escapes texts for the files that other programs read. */
final class Cells {
    private Cells() {}

    /** A cell of comma-separated values; an apostrophe keeps spreadsheets from taking it for a formula. */
    static String csv(String text) {
        String safe = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        return safe.matches("(?s).*[\",\r\n].*") ? "\"" + safe.replace("\"", "\"\"") + "\"" : safe;
    }

    /** Text of an HTML page or XML file. */
    static String markup(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
