package org.wsol.config.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wsol.core.component.Component;

/**
 * The keys of a section.
 *
 * @param recordType the record it is bound to
 * @param keys its own keys, in order of the record, those of flattened records among them
 * @param selector the choice of a component, if it has one
 * @param flattened the record's components whose keys are among its own, with their schemas, by name
 */
public record SectionSchema(
        Class<? extends Record> recordType,
        List<KeySchema> keys,
        Optional<Choice> selector,
        Map<String, SectionSchema> flattened) {

    /** Keeps copies. */
    public SectionSchema {
        keys = List.copyOf(keys);
        flattened = Map.copyOf(flattened);
    }

    /**
     * The choice of a component.
     *
     * @param key the key that names it
     * @param component the name of the record component that holds the {@link Selection}
     * @param options every component there is, with the schema of its options
     */
    public record Choice(KeySchema key, String component, String kind, List<Alternative> options) {

        /** The alternative with that name. */
        public Optional<Alternative> find(String name) {
            return options.stream()
                    .filter(alternative -> alternative.component().name().equals(name))
                    .findFirst();
        }

        /** The names there are, sorted. */
        public List<String> names() {
            return options.stream()
                    .map(alternative -> alternative.component().name())
                    .toList();
        }
    }

    /**
     * A component that can be chosen.
     *
     * @param component the part
     * @param schema the keys of its options
     */
    public record Alternative(Component<?> component, SectionSchema schema) {}

    /** Its own key with that name. */
    public Optional<KeySchema> find(String name) {
        return keys.stream().filter(key -> key.name().equals(name)).findFirst();
    }

    /** Its own keys, the choosing key, and the keys of the chosen component. */
    public List<KeySchema> keysWith(Optional<Alternative> chosen) {
        List<KeySchema> all = new ArrayList<>();
        selector.ifPresent(choice -> all.add(choice.key()));
        all.addAll(keys);
        chosen.ifPresent(alternative -> all.addAll(alternative.schema().keys()));
        return all;
    }

    /** Whether every key has a default. */
    boolean needsNothing() {
        return selector.map(choice -> !choice.key().isRequired()).orElse(true)
                && keys.stream().noneMatch(KeySchema::isRequired);
    }
}
