package org.wsol.maps;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.wsol.core.InvalidInputException;

/**
 * A method specification as written by users: {@code layercam}, {@code scorecam:channels=64}, {@code
 * layercam:layers=features.9+features.12} or {@code gradcam:augment=true}.
 *
 * @param name the method
 * @param options its option values as text
 * @param stages names of target stages; empty for the last stage
 * @param augment whether maps of the image and its mirror image at three strengths are averaged
 */
public record MapSpec(String name, Map<String, String> options, List<String> stages, boolean augment) {
    private static final String STAGES = "layers";
    private static final String AUGMENT = "augment";
    /** The class activation map always uses the features that the classifier averages. */
    private static final String LAST_STAGE_ONLY = "cam";

    /** Copies map and list. */
    public MapSpec {
        options = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(options));
        stages = List.copyOf(stages);
    }

    /** A method with its defaults. */
    public static MapSpec of(String name) {
        return new MapSpec(name, Map.of(), List.of(), false);
    }

    /**
     * Parses a method with its options.
     *
     * @throws InvalidInputException if the text does not have the form {@code name:option=value:...}, there is no such
     *     method or option, or a value cannot be used
     */
    public static MapSpec parse(String text) {
        String[] parts = text.strip().split(":", -1);
        Map<String, String> options = new LinkedHashMap<>();
        for (int i = 1; i < parts.length; i++) {
            int equals = parts[i].indexOf('=');
            if (equals < 1) {
                throw new InvalidInputException("'" + parts[i] + "' in map '" + text
                        + "' is not an option; write name:option=value, for example scorecam:channels=64");
            }
            options.put(parts[i].substring(0, equals), parts[i].substring(equals + 1));
        }
        String stages = options.getOrDefault(STAGES, "");
        String augment = options.getOrDefault(AUGMENT, "false");
        if (!List.of("true", "false").contains(augment)) {
            throw new InvalidInputException("augment in map '" + text + "' is true or false, was '" + augment + "'");
        }
        if (parts[0].equals(LAST_STAGE_ONLY) && !stages.isEmpty()) {
            throw new InvalidInputException("map '" + text + "': " + STAGES + " does not apply to " + LAST_STAGE_ONLY
                    + ", which always uses the last stage; use gradcam or layercam for other stages");
        }
        options.remove(STAGES);
        options.remove(AUGMENT);
        MapSpec spec = new MapSpec(
                parts[0], options, stages.isEmpty() ? List.of() : List.of(stages.split("\\+")), augment.equals("true"));
        CamVariants.create(spec);
        return spec;
    }

    /** The same with other stages, if the method can use them. */
    public MapSpec withStages(List<String> others) {
        if (name.equals(LAST_STAGE_ONLY)) {
            return this;
        }
        return new MapSpec(name, options, others, augment);
    }

    /** The text form that {@link #parse} accepts. */
    @Override
    public String toString() {
        List<String> parts = new ArrayList<>(List.of(name));
        options.forEach((key, value) -> parts.add(key + "=" + value));
        if (!stages.isEmpty()) {
            parts.add(STAGES + "=" + String.join("+", stages));
        }
        if (augment) {
            parts.add(AUGMENT + "=true");
        }
        return String.join(":", parts);
    }
}
