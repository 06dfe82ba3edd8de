package org.wsol.config.schema;

import java.util.List;
import org.wsol.core.component.Setting;

/**
 * One key of a section.
 *
 * @param name the key in YAML, which is also the name of the record component
 * @param type its value type
 * @param setting its meaning, default and range
 */
public record KeySchema(String name, ValueType type, Setting setting) {

    /** Whether the key is required. */
    public boolean isRequired() {
        return setting.defaultValue().isEmpty() && !hasNaturalDefault(type);
    }

    private static boolean hasNaturalDefault(ValueType type) {
        if (type instanceof ValueType.Section section) {
            return section.schema().needsNothing();
        }
        return type instanceof ValueType.Maybe || type instanceof ValueType.ListOf || type instanceof ValueType.MapOf;
    }

    /** The allowed texts, empty if every text is allowed. */
    public List<String> allowed() {
        return List.of(setting.allowed());
    }
}
