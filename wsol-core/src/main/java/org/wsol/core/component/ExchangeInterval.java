package org.wsol.core.component;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wsol.core.InvalidInputException;

/**
 * How often the shards of a training exchange what they learned: {@code every step}, or {@code every 8 steps}.
 *
 * @param steps the number of steps, 1 to 1,000,000
 */
public record ExchangeInterval(int steps) {
    private static final Pattern TEXT = Pattern.compile("every\\s+(?:step|([0-9]{1,9})\\s+steps?)");
    private static final int MOST = 1_000_000;

    /** Every step. */
    public static final ExchangeInterval EVERY_STEP = new ExchangeInterval(1);

    /** Rejects other numbers. */
    public ExchangeInterval {
        if (steps < 1 || steps > MOST) {
            throw new InvalidInputException("shards exchange every 1 to " + MOST + " steps, was " + steps
                    + "; write 'every step' or for example 'every 8 steps'");
        }
    }

    /**
     * Parses an interval.
     *
     * @throws InvalidInputException if the text is not a valid interval; the message lists the allowed forms
     */
    public static ExchangeInterval parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new InvalidInputException(
                    "'" + text + "' is not an exchange interval: write 'every step' or for example 'every 8 steps'");
        }
        return matcher.group(1) == null ? EVERY_STEP : new ExchangeInterval(Integer.parseInt(matcher.group(1)));
    }

    /** The text form that {@link #parse} accepts. */
    @Override
    public String toString() {
        return steps == 1 ? "every step" : "every " + steps + " steps";
    }
}
