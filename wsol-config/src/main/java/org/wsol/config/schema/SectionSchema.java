package org.wsol.config.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wsol.core.component.Component;

/**
 * The keys of a section.
 *
 * @param recordType the record type of the section
 * @param keys its own keys, in the order of the record, including those of flattened records
 * @param selector the selection of a component, if any
 * @param flattened the record components whose keys belong to this section, with their schemas, by name
 */
public record SectionSchema(
        Class<? extends Record> recordType,
        List<KeySchema> keys,
        Optional<Choice> selector,
        Map<String, SectionSchema> flattened) {

    /** Copies the collections. */
    public SectionSchema {
        keys = List.copyOf(keys);
        flattened = Map.copyOf(flattened);
    }

    /**
     * The choice of a component.
     *
     * @param key the key that names it
     * @param component the name of the record component that holds the {@link Selection}
     * @param options all available components, with the schemas of their options
     */
    public record Choice(KeySchema key, String component, String kind, List<Alternative> options) {

        /** The alternative with that name. */
        public Optional<Alternative> find(String name) {
            return options.stream()
                    .filter(alternative -> alternative.component().name().equals(name))
                    .findFirst();
        }

        /** The available names, sorted. */
        public List<String> names() {
            return options.stream()
                    .map(alternative -> alternative.component().name())
                    .toList();
        }
    }

    /**
     * A component that can be chosen.
     *
     * @param component the component
     * @param schema the keys of its options
     */
    public record Alternative(Component<?> component, SectionSchema schema) {}

    /** The section's own key with the given name. */
    public Optional<KeySchema> find(String name) {
        return keys.stream().filter(key -> key.name().equals(name)).findFirst();
    }

    /** The section's own keys, the selector key, and the keys of the selected component. */
    public List<KeySchema> keysWith(Optional<Alternative> chosen) {
        List<KeySchema> all = new ArrayList<>();
        selector.ifPresent(choice -> all.add(choice.key()));
        all.addAll(keys);
        chosen.ifPresent(alternative -> all.addAll(alternative.schema().keys()));
        return all;
    }

    /** The components with an option of that name, for example {@code "method has or cutmix"}; empty if there are none. */
    public Optional<String> ownersOf(String option) {
        return selector.flatMap(choice -> {
            List<String> names = choice.options().stream()
                    .filter(alternative -> alternative.schema().find(option).isPresent())
                    .map(alternative -> alternative.component().name())
                    .toList();
            return names.isEmpty() ? Optional.empty() : Optional.of(choice.kind() + " " + String.join(", ", names));
        });
    }

    /** Whether every key has a default. */
    boolean needsNothing() {
        return selector.map(choice -> !choice.key().isRequired()).orElse(true)
                && keys.stream().noneMatch(KeySchema::isRequired);
    }
}
