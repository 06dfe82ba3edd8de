package org.wsol.config.internal.doc;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.wsol.config.schema.KeySchema;
import org.wsol.config.schema.Ranges;
import org.wsol.config.schema.SectionSchema;
import org.wsol.config.schema.ValueType;

/** Descriptions of the keys of a section, for reference pages and {@code describe}. */
public final class Keys {
    private Keys() {}

    /**
     * The description of one key.
     *
     * @param path with dots, relative to the described section
     * @param type its value type
     * @param fallback its default, {@code required}, or {@code absent}
     * @param meaning its documentation with its range
     */
    public record Row(String path, String type, String fallback, String meaning) {}

    /** All keys of a section and the sections in it, without those of chosen components. */
    public static List<Row> of(SectionSchema schema, String prefix) {
        List<Row> rows = new ArrayList<>();
        schema.selector()
                .ifPresent(choice -> rows.add(new Row(
                        prefix + choice.key().name(),
                        String.join(" | ", choice.names()),
                        fallback(choice.key()),
                        choice.key().setting().doc() + " Its options are further keys of this section.")));
        for (KeySchema key : schema.keys()) {
            rows.add(new Row(prefix + key.name(), type(key), fallback(key), meaning(key)));
            sectionOf(key.type()).ifPresent(below -> rows.addAll(of(below, prefix + key.name() + ".")));
        }
        return rows;
    }

    /** The section of a type, if it is a section type. */
    public static Optional<SectionSchema> sectionOf(ValueType type) {
        ValueType inner = type instanceof ValueType.Maybe maybe ? maybe.inner() : type;
        return inner instanceof ValueType.Section section ? Optional.of(section.schema()) : Optional.empty();
    }

    private static String type(KeySchema key) {
        return key.allowed().isEmpty()
                ? key.type().label()
                : (key.type() instanceof ValueType.ListOf ? "list of " : "")
                        + key.allowed().stream().collect(Collectors.joining(" | "));
    }

    private static String fallback(KeySchema key) {
        if (key.isRequired()) {
            return "required";
        } else if (!key.setting().defaultValue().isEmpty()) {
            return key.setting().defaultValue();
        } else if (key.type() instanceof ValueType.ListOf) {
            return "[]";
        }
        return key.type() instanceof ValueType.Maybe ? "absent" : "";
    }

    private static String meaning(KeySchema key) {
        String range = Ranges.describe(key.setting());
        return key.setting().doc()
                + (range.isEmpty() ? "" : " Must be " + range + ".")
                + (key.setting().affectsResults() ? "" : " Does not change results.")
                + (key.setting().affectsTraining() ? "" : " Affects evaluation only.");
    }
}
