package org.wsol.spark;

import java.util.Arrays;

/**
 * The failure of one process of a group. Of a failed barrier stage, Spark passes only a text to the driver, so this is
 * written as a text and read there.
 *
 * @param reason what happened, for the user
 * @param kind what the driver does about it
 */
record MemberFailure(String reason, Kind kind) {

    /** What the driver does. */
    enum Kind {
        /** Another attempt may succeed. */
        PASSING,
        /** Every further attempt would fail in the same way. */
        PERMANENT,
        /** Files cannot be read or written: the session ends, as other runs would fail, too. */
        STORAGE;

        private String mark() {
            return " [" + name() + "]";
        }
    }

    /** The text that {@link #of} reads. */
    String text() {
        return reason + kind.mark();
    }

    /** Reads the text, before and after which Spark may have added its own; a text of Spark alone may be passing. */
    static MemberFailure of(String text) {
        return Arrays.stream(Kind.values())
                .filter(kind -> text.contains(kind.mark()))
                .findFirst()
                .map(kind -> new MemberFailure(text.replace(kind.mark(), ""), kind))
                .orElseGet(() -> new MemberFailure(text, Kind.PASSING));
    }
}
