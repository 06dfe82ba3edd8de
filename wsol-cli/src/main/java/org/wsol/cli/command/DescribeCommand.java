package org.wsol.cli.command;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.wsol.cli.terminal.TextTable;
import org.wsol.config.internal.doc.Description;
import org.wsol.config.internal.doc.Keys;
import org.wsol.config.schema.SectionSchema;
import org.wsol.core.InvalidInputException;
import org.wsol.core.component.Suggestion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wsol describe}: the keys of a component or section with types, defaults and an example. */
@Command(
        name = "describe",
        mixinStandardHelpOptions = true,
        description = "Prints the keys, types and defaults of a component or a section, and an example.")
final class DescribeCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "NAME",
            description = "A component (bridging-gap), a section (train, train.checkpoint) or a loss (similarity).")
    private String name = "";

    @Override
    public Integer call() {
        SectionSchema root = ExperimentArguments.loader().schema();
        PrintWriter out = spec.commandLine().getOut();
        Catalogue catalogue = new Catalogue(root);
        List<Catalogue.Entry> components = catalogue.entries("").stream()
                .filter(entry -> entry.name().equals(name))
                .toList();
        List<Keys.Row> section = Keys.of(root, "").stream()
                .filter(row -> row.path().equals(name) || row.path().startsWith(name + "."))
                .toList();
        Map<Catalogue.Entry, List<Keys.Row>> options = catalogue.optionSections(name);
        if (components.isEmpty() && section.isEmpty() && options.isEmpty()) {
            throw unknown(root);
        }
        components.forEach(entry -> print(entry, out));
        if (!section.isEmpty()) {
            print(section, out);
        }
        options.forEach((entry, rows) -> {
            out.println(name + " of " + entry.name() + " (" + entry.choice().kind() + ")");
            print(rows, out);
            out.println();
        });
        out.flush();
        return 0;
    }

    private static void print(Catalogue.Entry entry, PrintWriter out) {
        out.println(entry.name() + " (" + entry.choice().kind() + ")");
        out.println(entry.alternative().component().summary());
        out.println();
        List<Keys.Row> rows = Keys.of(entry.alternative().schema(), "");
        if (rows.isEmpty()) {
            out.println("It has no keys of its own.");
        } else {
            print(rows, out);
        }
        out.println();
        out.println("Example, with every default written out:");
        Description.example(entry.section(), entry.choice(), entry.alternative())
                .forEach(line -> out.println("  " + line));
        out.println();
    }

    private static void print(List<Keys.Row> rows, PrintWriter out) {
        TextTable table = new TextTable(List.of("key", "type", "default", "meaning"));
        rows.forEach(row -> table.row(List.of(row.path(), row.type(), row.fallback(), row.meaning())));
        table.lines().forEach(out::println);
    }

    private InvalidInputException unknown(SectionSchema root) {
        List<String> names = new ArrayList<>();
        new Catalogue(root).entries("").forEach(entry -> names.add(entry.name()));
        List<String> all = new ArrayList<>(names);
        Keys.of(root, "").forEach(row -> all.add(row.path()));
        if (name.isEmpty()) {
            return new InvalidInputException("name what to describe: a section such as train, or one of the components "
                    + String.join(", ", names));
        }
        return new InvalidInputException("there is no component or section '" + name + "'"
                + Suggestion.forName(name, all) + "; components: " + String.join(", ", names));
    }
}
