package org.wsol.maps;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.wsol.core.InvalidInputException;
import org.wsol.core.component.Suggestion;

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
        if (options.containsKey(STAGES) && stages.isEmpty()) {
            throw new InvalidInputException(
                    "map '" + text + "': " + STAGES + " is empty; name stages, separated by '+'");
        }
        String augment = options.getOrDefault(AUGMENT, "false");
        if (!List.of("true", "false").contains(augment)) {
            throw new InvalidInputException("augment in map '" + text + "' is true or false, was '" + augment + "'");
        }
        CamVariantProvider<?> provider = CamVariants.all().get(parts[0]);
        if (!stages.isEmpty() && !provider.usesStages()) {
            throw new InvalidInputException("map '" + text + "': " + STAGES + " does not apply to " + parts[0]
                    + ", which uses the network as a whole; use gradcam or layercam for maps of other stages");
        }
        options.remove(STAGES);
        options.remove(AUGMENT);
        options.keySet().forEach(option -> requireOption(option, provider, text));
        MapSpec spec = new MapSpec(
                parts[0], options, stages.isEmpty() ? List.of() : List.of(stages.split("\\+")), augment.equals("true"));
        CamVariants.create(spec);
        return spec;
    }

    private static void requireOption(String option, CamVariantProvider<?> provider, String text) {
        List<String> known = new ArrayList<>();
        for (RecordComponent component : provider.optionsType().getRecordComponents()) {
            known.add(component.getName());
        }
        known.addAll(provider.usesStages() ? List.of(STAGES, AUGMENT) : List.of(AUGMENT));
        if (!known.contains(option)) {
            throw new InvalidInputException("map '" + text + "': " + provider.name() + " has no option '" + option + "'"
                    + Suggestion.forName(option, known) + "; it has " + String.join(", ", known));
        }
    }

    /** The same with other stages, if the method {@linkplain CamVariantProvider#usesStages uses} them. */
    public MapSpec withStages(List<String> others) {
        return CamVariants.all().get(name).usesStages() ? new MapSpec(name, options, others, augment) : this;
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
