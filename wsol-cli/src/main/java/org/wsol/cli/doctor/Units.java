package org.wsol.cli.doctor;

import java.util.Locale;

/** Formats numbers with units. */
final class Units {
    private static final double GIGABYTE = 1L << 30;

    private Units() {}

    static String gigabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f GB", bytes / GIGABYTE);
    }

    static String gigaflops(double rate) {
        return String.format(Locale.ROOT, "%.0f GFLOP/s", rate);
    }

    /** A number with its noun: {@code 1 thread}, {@code 2 threads}. */
    static String counted(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
