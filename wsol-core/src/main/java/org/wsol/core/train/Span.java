package org.wsol.core.train;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A length of training: {@code 20 epochs}, {@code 500 steps}, {@code 3000 images} or {@code 60%} of the whole run. A plain
 * number means epochs.
 *
 * @param amount how many, not negative
 * @param unit of what
 */
public record Span(double amount, Unit unit) {
    private static final Pattern TEXT =
            Pattern.compile("\\s*([0-9]+(?:\\.[0-9]+)?)\\s*(epochs?|steps?|images?|%)?\\s*", Pattern.CASE_INSENSITIVE);

    /** What is counted. */
    public enum Unit {
        /** Passes over the training images. */
        EPOCHS,
        /** Optimizer steps. */
        STEPS,
        /** Images shown. */
        IMAGES,
        /** Hundredths of the whole run. */
        PERCENT
    }

    /** Refuses negative lengths. */
    public Span {
        if (!(amount >= 0)) {
            throw new IllegalArgumentException("a length of training cannot be negative, was " + amount);
        }
    }

    /** So many epochs. */
    public static Span epochs(double amount) {
        return new Span(amount, Unit.EPOCHS);
    }

    /**
     * Reads {@code 20}, {@code 20 epochs}, {@code 500 steps}, {@code 3000 images} or {@code 60%}.
     *
     * @throws IllegalArgumentException when the text is none of these
     */
    public static Span parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a length of training; write 20 epochs, 500 steps, 3000 images or 60%");
        }
        String unit = matcher.group(2) == null ? "epochs" : matcher.group(2).toLowerCase(Locale.ROOT);
        return new Span(
                Double.parseDouble(matcher.group(1)),
                switch (unit.charAt(0)) {
                    case 's' -> Unit.STEPS;
                    case 'i' -> Unit.IMAGES;
                    case '%' -> Unit.PERCENT;
                    default -> Unit.EPOCHS;
                });
    }

    /**
     * The length in optimizer steps, rounded to the nearest.
     *
     * @param length the sizes of the run
     */
    public long steps(RunLength length) {
        return Math.round(
                switch (unit) {
                    case EPOCHS -> amount * length.stepsPerEpoch();
                    case STEPS -> amount;
                    case IMAGES -> amount / length.batchSize();
                    case PERCENT -> amount / 100 * length.totalSteps();
                });
    }

    @Override
    public String toString() {
        String number = amount == Math.rint(amount) ? String.valueOf((long) amount) : String.valueOf(amount);
        return unit == Unit.PERCENT ? number + "%" : number + " " + unit.name().toLowerCase(Locale.ROOT);
    }
}
