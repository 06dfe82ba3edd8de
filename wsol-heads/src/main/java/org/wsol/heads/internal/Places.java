package org.wsol.heads.internal;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.wsol.core.InvalidInputException;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.Stage;

/**
 * The stages of a backbone that a method uses.
 *
 * @param published by backbone name the stages of the publication; {@code "pool4|conv4_3"} means the first that exists
 * @param otherwise the choice for every other backbone
 */
public record Places(Map<String, List<String>> published, Function<Backbone, List<String>> otherwise) {

    /** Copies the table. */
    public Places {
        published = Map.copyOf(published);
    }

    /**
     * The stages, in the backbone's order.
     *
     * @param chosen the stages given in the experiment instead of the default
     * @throws InvalidInputException if the backbone has no such stage, or they are out of order
     */
    public List<String> in(Backbone backbone, Optional<List<String>> chosen) {
        List<String> names = chosen.orElseGet(() -> published.containsKey(backbone.name())
                ? published.get(backbone.name()).stream()
                        .map(name -> existing(backbone, name))
                        .toList()
                : otherwise.apply(backbone));
        int last = 0;
        for (String name : names) {
            int position = backbone.stagesThrough(name);
            if (position <= last) {
                throw new InvalidInputException("method.points: '" + name
                        + "' must come after the previous stages in " + names + "; the stages of backbone "
                        + backbone.name() + " are, in order, " + stages(backbone));
            }
            last = position;
        }
        return names;
    }

    private static String existing(Backbone backbone, String alternatives) {
        List<String> names = stages(backbone);
        return Arrays.stream(alternatives.split("\\|"))
                .filter(names::contains)
                .findFirst()
                .orElseThrow(
                        () -> new InvalidInputException("backbone " + backbone.name() + " has no stage '" + alternatives
                                + "', where the publication inserts a part of the method; name other stages under method.points: "
                                + names));
    }

    /** All stages by name. */
    public static List<String> stages(Backbone backbone) {
        return backbone.stages().stream().map(Stage::name).toList();
    }

    /** The last stage. */
    public static String last(Backbone backbone) {
        List<String> names = stages(backbone);
        return names.get(names.size() - 1);
    }
}
