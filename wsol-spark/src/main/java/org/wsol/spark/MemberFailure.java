package org.wsol.spark;

/**
 * The failure of one process of a group. Of a failed barrier stage, Spark passes only a text to the driver, so this is
 * written as a text and read there.
 *
 * @param reason what happened, for the user
 * @param permanent whether every further attempt would fail in the same way
 */
record MemberFailure(String reason, boolean permanent) {
    private static final String PERMANENT = " [permanent]";

    /** The text that {@link #of} reads. */
    String text() {
        return permanent ? reason + PERMANENT : reason;
    }

    /** Reads the text, before and after which Spark may have added its own. */
    static MemberFailure of(String text) {
        return new MemberFailure(text.replace(PERMANENT, ""), text.contains(PERMANENT));
    }
}
