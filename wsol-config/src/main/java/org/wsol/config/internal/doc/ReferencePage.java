package org.wsol.config.internal.doc;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.wsol.config.schema.KeySchema;
import org.wsol.config.schema.SectionSchema;

/** The reference page of experiment files in Markdown: every key with type, default and meaning. */
public final class ReferencePage {
    private static final String INTRODUCTION = """
            # Experiment files: every key

            A complete experiment file. Only `name`, `data.layout`, `model.backbone` and `method.name` are required, with
            the options that a layout, backbone or method requires; all other keys have defaults.

            ```yaml
            %s```

            Save it as `my-birds.yaml`, check it with `./wsol plan my-birds.yaml`, and run it with `./wsol run my-birds.yaml`.
            Any key can be changed on the command line: `./wsol run my-birds.yaml train.batch=16 '~sweep.grid'`.

            ## How files are read

            `wsol config FILE` shows the value of every key for a file and where it was written; `wsol describe NAME` prints
            the keys of one component.

            The type of a key decides how its value is read: `no` is a text for a text key, `010` is ten, and `1e-3` is a
            number. `extends: other.yaml` takes over another file: sections are merged, including the cases and the grid of a
            sweep; lists and values are replaced. `key: ~` removes what the other file says: `sweep: {cases: {cam: ~}}`
            removes one case, `sweep: ~` the whole sweep. `${other.key}` and `${env:NAME}` stand for other values; `&name` and
            `<<: *name` work as in YAML. Lengths of training are written `5 epochs`, `200 steps`, `3000 images` or `60%%`; a
            number alone counts epochs. Paths are relative to the working directory, those of `extends` to the file; `~/` is
            the home folder. If a file or a change selects another component (`method.name: cam`), options that the new one
            does not have are dropped.
            """;

    private ReferencePage() {}

    /**
     * The page.
     *
     * @param example a complete file shown at the top of the page
     */
    public static String of(SectionSchema root, String example) {
        StringBuilder page = new StringBuilder(INTRODUCTION.formatted(example));
        Map<String, SectionSchema> choices = new LinkedHashMap<>();
        page.append("\n## Top level\n\n");
        table(page, Keys.of(withoutSections(root), ""));
        for (KeySchema key : root.keys()) {
            Keys.sectionOf(key.type()).ifPresent(section -> {
                page.append("\n## `")
                        .append(key.name())
                        .append("`\n\n")
                        .append(key.setting().doc())
                        .append("\n\n");
                table(page, Keys.of(section, key.name() + "."));
                collectChoices(section, key.name(), choices);
            });
        }
        choices.forEach(
                (path, section) -> components(page, path, section.selector().orElseThrow()));
        return page.toString();
    }

    private static SectionSchema withoutSections(SectionSchema root) {
        List<KeySchema> plain = root.keys().stream()
                .filter(key -> Keys.sectionOf(key.type()).isEmpty())
                .toList();
        return new SectionSchema(root.recordType(), plain, root.selector(), root.flattened());
    }

    private static void collectChoices(SectionSchema section, String path, Map<String, SectionSchema> found) {
        if (section.selector().isPresent()) {
            found.put(path, section);
        }
        for (KeySchema key : section.keys()) {
            Keys.sectionOf(key.type()).ifPresent(below -> collectChoices(below, path + "." + key.name(), found));
        }
    }

    private static void components(StringBuilder page, String path, SectionSchema.Choice choice) {
        for (SectionSchema.Alternative alternative : choice.options()) {
            page.append("\n## `")
                    .append(path)
                    .append("` with `")
                    .append(choice.key().name())
                    .append(": ");
            page.append(alternative.component().name()).append("`\n\n");
            page.append(alternative.component().summary()).append("\n\n");
            List<Keys.Row> rows = Keys.of(alternative.schema(), path + ".");
            if (rows.isEmpty()) {
                page.append("No keys of its own.\n");
            } else {
                table(page, rows);
            }
        }
    }

    private static void table(StringBuilder page, List<Keys.Row> rows) {
        page.append("| key | type | default | meaning |\n|---|---|---|---|\n");
        for (Keys.Row row : rows) {
            page.append("| `")
                    .append(row.path())
                    .append("` | ")
                    .append(cell(row.type()))
                    .append(" | ");
            page.append(code(row.fallback()))
                    .append(" | ")
                    .append(cell(row.meaning()))
                    .append(" |\n");
        }
    }

    private static String code(String text) {
        return text.isEmpty() || text.equals("required") || text.equals("absent") ? text : "`" + text + "`";
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("\n", " ");
    }
}
