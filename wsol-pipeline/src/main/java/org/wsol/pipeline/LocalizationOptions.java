package org.wsol.pipeline;

import java.util.Optional;
import org.wsol.core.InvalidInputException;

/**
 * Options for localization in an image. Immutable.
 *
 * @param topClasses number of the most likely classes to localize, at least 1
 * @param className the class to localize instead of the most likely ones
 * @param mostBoxes the largest number of boxes per class, at least 1
 * @param threshold share of a map's maximum above which a position belongs to an object, in [0, 1), overrides the
 *     model's threshold
 */
public record LocalizationOptions(
        int topClasses, Optional<String> className, int mostBoxes, Optional<Double> threshold) {

    /** Rejects counts below 1 and thresholds outside of [0, 1). */
    public LocalizationOptions {
        if (topClasses < 1) {
            throw new InvalidInputException("at least 1 class must be requested, was " + topClasses);
        }
        if (mostBoxes < 1) {
            throw new InvalidInputException("at least 1 box must be requested, was " + mostBoxes);
        }
        threshold.filter(value -> !(value >= 0 && value < 1)).ifPresent(value -> {
            throw new InvalidInputException("a threshold must be in [0, 1), was " + value);
        });
    }

    /** One object of the most likely class, at the model's threshold. */
    public static LocalizationOptions standard() {
        return new LocalizationOptions(1, Optional.empty(), 1, Optional.empty());
    }

    /** The most likely classes, each with its own map. */
    public LocalizationOptions withTopClasses(int count) {
        return new LocalizationOptions(count, Optional.empty(), mostBoxes, threshold);
    }

    /** One class by name, regardless of its probability. */
    public LocalizationOptions withClass(String name) {
        return new LocalizationOptions(1, Optional.of(name), mostBoxes, threshold);
    }

    /** At most the given number of boxes per class, one for each contour above the threshold, largest first. */
    public LocalizationOptions withBoxes(int most) {
        return new LocalizationOptions(topClasses, className, most, threshold);
    }

    /** A box for every contour above the threshold, largest first. */
    public LocalizationOptions withAllBoxes() {
        return withBoxes(Integer.MAX_VALUE);
    }

    /** Another threshold than the model's own. */
    public LocalizationOptions withThreshold(double value) {
        return new LocalizationOptions(topClasses, className, mostBoxes, Optional.of(value));
    }
}
