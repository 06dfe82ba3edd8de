package org.wsol.cli.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.wsol.config.internal.doc.Keys;
import org.wsol.config.schema.KeySchema;
import org.wsol.config.schema.SectionSchema;

/** The component choices of an experiment file, by the path of their section. */
final class Catalogue {
    private final Map<String, SectionSchema.Choice> choices = new LinkedHashMap<>();

    Catalogue(SectionSchema root) {
        collect(root, "");
    }

    private void collect(SectionSchema section, String path) {
        section.selector().ifPresent(choice -> choices.put(path, choice));
        for (KeySchema key : section.keys()) {
            String below = path.isEmpty() ? key.name() : path + "." + key.name();
            Keys.sectionOf(key.type()).ifPresent(inner -> collect(inner, below));
        }
    }

    /** A component with its section. */
    record Entry(String section, SectionSchema.Choice choice, SectionSchema.Alternative alternative) {
        String name() {
            return alternative.component().name();
        }
    }

    /** All components of a kind; of all kinds if the kind is empty. */
    List<Entry> entries(String kind) {
        List<Entry> entries = new ArrayList<>();
        choices.forEach((path, choice) -> {
            if (kind.isEmpty() || choice.kind().equals(kind)) {
                choice.options().forEach(option -> entries.add(new Entry(path, choice, option)));
            }
        });
        return entries;
    }

    /** The option sections with the given name, by component. */
    Map<Entry, List<Keys.Row>> optionSections(String name) {
        Map<Entry, List<Keys.Row>> found = new LinkedHashMap<>();
        for (Entry entry : entries("")) {
            List<Keys.Row> rows = Keys.of(entry.alternative().schema(), "").stream()
                    .filter(row -> row.path().startsWith(name + "."))
                    .toList();
            if (!rows.isEmpty()) {
                found.put(entry, rows);
            }
        }
        return found;
    }

    /** The loss terms of the methods: option sections with a weight. */
    List<String[]> lossTerms() {
        List<String[]> terms = new ArrayList<>();
        for (Entry method : entries("method")) {
            for (KeySchema key : method.alternative().schema().keys()) {
                Keys.sectionOf(key.type())
                        .filter(section -> section.find("weight").isPresent())
                        .ifPresent(section -> terms.add(new String[] {
                            key.name(), method.name(), key.setting().doc()
                        }));
            }
        }
        return terms;
    }
}
