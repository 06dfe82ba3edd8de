package org.wsol.cli.command;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Parses {@code 90s}, {@code 30m}, {@code 2h} and {@code 1h30m}, and formats times. */
final class TimeSpan implements ITypeConverter<Duration> {

    private static final Duration LONGEST = Duration.ofDays(36_525);

    @Override
    public Duration convert(String text) {
        try {
            Duration duration = Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
            if (duration.isNegative() || duration.isZero()) {
                throw new TypeConversionException("'" + text + "' is not a time; write for example 30m");
            } else if (duration.compareTo(LONGEST) > 0) {
                throw new TypeConversionException("'" + text + "' is longer than a hundred years");
            }
            return duration;
        } catch (DateTimeParseException | ArithmeticException e) {
            throw new TypeConversionException("'" + text + "' is not a time; write for example 90s, 30m, 2h or 1h30m");
        }
    }

    /** {@code 42 s}, {@code 3 min 20 s} or {@code 2 h 5 min}. */
    static String show(Duration duration) {
        long seconds = Math.max(0, (duration.toMillis() + 500) / 1000);
        if (seconds < 60) {
            return seconds + " s";
        }
        return seconds < 3600
                ? seconds / 60 + " min " + seconds % 60 + " s"
                : seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
    }
}
