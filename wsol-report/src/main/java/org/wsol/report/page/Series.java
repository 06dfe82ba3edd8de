package org.wsol.report.page;

/** The colours that distinguish tags; the style sheet has eight. */
final class Series {
    static final int COUNT = 8;

    private Series() {}

    /** The colour of a tag by its position in the report, from 1. */
    static int of(int position) {
        return position % COUNT + 1;
    }
}
