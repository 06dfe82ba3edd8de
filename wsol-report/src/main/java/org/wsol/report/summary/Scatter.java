package org.wsol.report.summary;

/** How a table shows the scatter of a number over seeds. */
public enum Scatter {
    /** Mean and sample standard deviation: {@code 64.6 ± 2.0}. */
    DEVIATION,
    /** Mean and its 95 % interval by Student's t: {@code 64.6 (59.7 to 69.5)}. */
    INTERVAL
}
