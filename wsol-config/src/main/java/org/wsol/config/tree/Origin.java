package org.wsol.config.tree;

/**
 * Where a value was written.
 *
 * @param source a file as the user named it, {@code override train.lr=0.1}, or {@code default}
 * @param line from 1, or 0 where the source has no lines
 * @param column from 1, or 0 where the source has no lines
 */
public record Origin(String source, int line, int column) {

    /** The origin of default values. */
    public static final Origin DEFAULT = new Origin("default", 0, 0);

    /** The origin of a change typed on the command line. */
    public static Origin override(String text) {
        return new Origin("override " + text, 0, 0);
    }

    /** Whether the value is a default. */
    public boolean isDefault() {
        return equals(DEFAULT);
    }

    /** {@code file:line:col}, as editors and terminals link it. */
    @Override
    public String toString() {
        return line == 0 ? source : source + ":" + line + ":" + column;
    }
}
