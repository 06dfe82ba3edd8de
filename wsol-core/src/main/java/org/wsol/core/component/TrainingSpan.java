package org.wsol.core.component;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.wsol.core.InvalidInputException;

/**
 * A length of training: {@code 5 epochs}, {@code 200 steps}, {@code 3000 images}, {@code 60%} of the whole training. A
 * number alone counts epochs.
 *
 * @param amount the number of units, at least 0; fractions are allowed for epochs and percent
 * @param unit the unit
 */
public record TrainingSpan(double amount, Unit unit) {

    private static final Pattern TEXT = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)\\s*(%|[a-z]*)");

    /** A span of length zero. */
    public static final TrainingSpan ZERO = new TrainingSpan(0, Unit.EPOCHS);

    /** The unit of a span. */
    public enum Unit {
        /** Optimizer steps, one per batch. */
        STEPS("steps", "step"),
        /** Passes over the training images. */
        EPOCHS("epochs", "epoch"),
        /** Training images processed. */
        IMAGES("images", "image"),
        /** Percent of the whole training. */
        PERCENT("%", "percent");

        private final String plural;
        private final String singular;

        Unit(String plural, String singular) {
            this.plural = plural;
            this.singular = singular;
        }

        private boolean isWritten(String text) {
            return text.equals(plural) || text.equals(singular);
        }
    }

    /** An upper bound above any real training; larger numbers are typing errors and could not be counted exactly. */
    private static final double MOST = 1e12;

    /** Rejects negative amounts, amounts above the upper bound, and fractions of a step or an image. */
    public TrainingSpan {
        if (!(amount >= 0) || amount > MOST) {
            throw new InvalidInputException(
                    "a duration must be 0 or more and at most a million millions, was " + amount);
        }
        if ((unit == Unit.STEPS || unit == Unit.IMAGES) && amount != Math.rint(amount)) {
            throw new InvalidInputException("a duration in " + unit.plural + " must be a whole number, was " + amount);
        }
    }

    /**
     * Parses a span.
     *
     * @throws InvalidInputException if the text is not a valid span; the message lists the allowed forms
     */
    public static TrainingSpan parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new InvalidInputException("'" + text
                    + "' is not a duration: write for example '5 epochs', '200 steps', '3000 images' or '60%'");
        }
        return new TrainingSpan(Double.parseDouble(matcher.group(1)), unit(matcher.group(2)));
    }

    private static Unit unit(String word) {
        if (word.isEmpty()) {
            return Unit.EPOCHS;
        }
        return Arrays.stream(Unit.values())
                .filter(unit -> unit.isWritten(word))
                .findFirst()
                .orElseThrow(() -> {
                    var names = Arrays.stream(Unit.values()).map(u -> u.plural).collect(Collectors.toList());
                    return new InvalidInputException("unknown unit '" + word + "'" + Suggestion.forName(word, names)
                            + "; use " + String.join(", ", names));
                });
    }

    /**
     * Converts this span to optimizer steps.
     *
     * @param stepsPerEpoch batches per pass, at least 1
     * @param batchSize images per batch, at least 1; a number of images is rounded up to whole batches
     * @param totalSteps steps of the whole training, for percent
     * @throws InvalidInputException if the number of steps exceeds the upper bound
     */
    public long toSteps(long stepsPerEpoch, int batchSize, long totalSteps) {
        double steps =
                switch (unit) {
                    case STEPS -> amount;
                    case EPOCHS -> amount * stepsPerEpoch;
                    case IMAGES -> Math.ceil(amount / batchSize);
                    case PERCENT -> amount / 100 * totalSteps;
                };
        if (steps > MOST) {
            throw new InvalidInputException(
                    "'" + this + "' are more than a million millions of steps, with " + stepsPerEpoch + " an epoch");
        }
        return Math.round(steps);
    }

    /** Whether the length is zero. */
    public boolean isZero() {
        return amount == 0;
    }

    /** The text form that {@link #parse} accepts. */
    @Override
    public String toString() {
        String number = BigDecimal.valueOf(amount).stripTrailingZeros().toPlainString();
        return unit == Unit.PERCENT ? number + "%" : number + " " + (amount == 1 ? unit.singular : unit.plural);
    }
}
