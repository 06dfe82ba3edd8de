package org.wsol.eval.metric;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.wsol.core.InvalidInputException;

/** The class whose activation map was used for boxes. Results with different choices are not comparable. */
public enum MapClass {
    /** The map of the true class: the reference evaluation's choice. */
    GROUND_TRUTH("ground-truth"),
    /** The map of the most likely class. */
    PREDICTED("predicted"),
    /** A map that belongs to no single class, for example the mean over the most likely ones. */
    AGNOSTIC("class-agnostic");

    private final String id;

    MapClass(String id) {
        this.id = id;
    }

    /** The name in files: {@code ground-truth}, {@code predicted} or {@code class-agnostic}. */
    public String id() {
        return id;
    }

    /**
     * Parses a choice.
     *
     * @throws InvalidInputException if there is no such choice
     */
    public static MapClass parse(String text) {
        return Arrays.stream(values())
                .filter(choice -> choice.id.equals(text.strip()))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException("unknown map class '" + text + "'; use "
                        + Arrays.stream(values()).map(MapClass::id).collect(Collectors.joining(", "))));
    }
}
