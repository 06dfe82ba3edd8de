package org.wsol.cli.predict;

/** Escapes texts for files read by other programs. */
final class Cells {
    private Cells() {}

    /** A cell of comma-separated values; an apostrophe prevents spreadsheets from interpreting it as a formula. */
    static String csv(String text) {
        String safe = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        return safe.matches("(?s).*[\",\r\n].*") ? "\"" + safe.replace("\"", "\"\"") + "\"" : safe;
    }

    /** Escaped text for an HTML page or XML file. */
    static String markup(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
