package org.wsol.config.bind;

import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wsol.config.schema.KeySchema;
import org.wsol.config.schema.SectionSchema;

/**
 * A section some of whose keys are wrong. Its record cannot be made, but what the record's constructor would say about
 * the other keys is wanted in the same list of problems. So the constructor is called with the wrong keys at either end
 * of their range: what it refuses both times in the same words does not depend on them.
 */
final class IncompleteSection {
    private final SectionSchema schema;
    private final Map<String, Object> values;

    /** @param values the keys that are right, by name of the record's components */
    IncompleteSection(SectionSchema schema, Map<String, Object> values) {
        this.schema = schema;
        this.values = Map.copyOf(values);
    }

    /** What is wrong whatever the wrong keys will be. */
    Optional<RecordMaker.Refusal> refusal() {
        Optional<RecordMaker.Refusal> low = attempt(false);
        return low.filter(first -> first.key().isEmpty() || values.containsKey(first.key()))
                .filter(first -> attempt(true)
                        .filter(second -> second.key().equals(first.key())
                                && String.valueOf(second.getMessage()).equals(first.getMessage()))
                        .isPresent());
    }

    private Optional<RecordMaker.Refusal> attempt(boolean high) {
        Map<String, Object> all = new HashMap<>(values);
        complete(schema, all, high);
        try {
            RecordMaker.make(schema, all);
            return Optional.empty();
        } catch (RecordMaker.Refusal refusal) {
            return Optional.of(refusal);
        } catch (IllegalStateException | IllegalArgumentException unknown) {
            // the constructor looks into a value that is not there: nothing can be said about it
            return Optional.empty();
        }
    }

    private void complete(SectionSchema section, Map<String, Object> all, boolean high) {
        for (RecordComponent component : section.recordType().getRecordComponents()) {
            Object substitute = all.containsKey(component.getName()) ? null : substitute(component, high);
            if (substitute != null) {
                all.put(component.getName(), substitute);
            }
        }
        section.flattened().values().forEach(inner -> complete(inner, all, high));
    }

    private @Nullable Object substitute(RecordComponent component, boolean high) {
        Class<?> type = component.getType();
        double end = schema.find(component.getName())
                .map(KeySchema::setting)
                .map(setting -> high ? setting.max() : setting.min())
                .orElse(0.0);
        if (type == int.class) {
            return (int) end;
        } else if (type == long.class) {
            return (long) end;
        } else if (type == double.class) {
            return end;
        } else if (type == boolean.class) {
            return high;
        } else if (type.isEnum()) {
            Object[] constants = type.getEnumConstants();
            return constants[high ? constants.length - 1 : 0];
        } else if (type == List.class) {
            return List.of();
        } else if (type == Map.class) {
            return Map.of();
        }
        return type == Optional.class ? Optional.empty() : null;
    }
}
