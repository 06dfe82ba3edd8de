package org.wsol.config.internal.doc;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wsol.config.schema.KeySchema;
import org.wsol.config.schema.SectionSchema;
import org.wsol.config.schema.ValueType;

/** An example of a section in YAML with every default written out. */
public final class Description {
    private Description() {}

    /** The lines of an example of a component: its selector key, then its options. */
    public static List<String> example(String section, SectionSchema.Choice choice, SectionSchema.Alternative chosen) {
        List<String> lines = new ArrayList<>();
        String[] path = section.split("\\.", -1);
        for (int i = 0; i < path.length; i++) {
            lines.add("  ".repeat(i) + path[i] + ":");
        }
        String indent = "  ".repeat(path.length);
        lines.add(indent + choice.key().name() + ": " + chosen.component().name());
        addKeys(lines, chosen.schema(), indent);
        return lines;
    }

    private static void addKeys(List<String> lines, SectionSchema schema, String indent) {
        for (KeySchema key : schema.keys()) {
            Optional<SectionSchema> below = Keys.sectionOf(key.type());
            if (below.isPresent() && key.setting().defaultValue().isEmpty()) {
                lines.add(indent + key.name() + ":");
                addKeys(lines, below.get(), indent + "  ");
            } else if (key.isRequired()) {
                lines.add(indent + key.name() + ": ...  # " + key.type().label());
            } else if (!key.setting().defaultValue().isEmpty()) {
                lines.add(indent + key.name() + ": " + key.setting().defaultValue());
            } else if (key.type() instanceof ValueType.Maybe) {
                lines.add(indent + "# " + key.name() + ": " + key.type().label());
            }
        }
    }
}
