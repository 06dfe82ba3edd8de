package org.wsol.cli.command;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.wsol.cli.terminal.TextTable;
import org.wsol.core.InvalidInputException;
import org.wsol.core.component.Setting;
import org.wsol.core.component.Suggestion;
import org.wsol.maps.CamVariantProvider;
import org.wsol.maps.CamVariants;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wsol list}: the components available in experiments. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Lists the components of a kind, including your plug-ins.")
final class ListCommand implements Callable<Integer> {

    /** The kinds of lists. */
    enum Kind {
        BACKBONES("backbone"),
        METHODS("method"),
        LOSSES(""),
        DATASETS("layout"),
        OPTIMIZERS("optimizer"),
        SCHEDULES("schedule"),
        MAPS("");

        private final String kind;

        Kind(String kind) {
            this.kind = kind;
        }
    }

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "KIND",
            description = "backbones, methods, losses, datasets, optimizers, schedules or maps.")
    private String named = "";

    @Override
    public Integer call() {
        Kind kind = kind(named);
        Catalogue catalogue = new Catalogue(ExperimentArguments.loader().schema());
        PrintWriter out = spec.commandLine().getOut();
        table(kind, catalogue).lines().forEach(out::println);
        out.println();
        out.println(
                kind == Kind.MAPS
                        ? "Options follow the name: wsol explain RUN photo.jpg --maps scorecam:channels=64"
                        : "'wsol describe NAME' lists the keys of one.");
        out.flush();
        return 0;
    }

    private static TextTable table(Kind kind, Catalogue catalogue) {
        if (kind == Kind.LOSSES) {
            TextTable table = new TextTable(List.of("term", "method", "what it is"));
            catalogue.lossTerms().forEach(term -> table.row(List.of(term)));
            return table;
        }
        if (kind == Kind.MAPS) {
            return maps();
        }
        TextTable table = new TextTable(List.of("name", "what it is"));
        catalogue
                .entries(kind.kind)
                .forEach(entry -> table.row(
                        List.of(entry.name(), entry.alternative().component().summary())));
        return table;
    }

    private static TextTable maps() {
        TextTable table = new TextTable(List.of("map", "options", "what it is"));
        for (CamVariantProvider<?> map : CamVariants.all().all()) {
            String options = Arrays.stream(map.optionsType().getRecordComponents())
                    .map(option -> option.getName() + "="
                            + option.getAnnotation(Setting.class).defaultValue())
                    .collect(Collectors.joining(" "));
            table.row(List.of(map.name(), options, map.summary()));
        }
        return table;
    }

    private static Kind kind(String name) {
        List<String> names = Arrays.stream(Kind.values())
                .map(kind -> kind.name().toLowerCase(Locale.ROOT))
                .toList();
        if (name.isEmpty()) {
            throw new InvalidInputException("name what to list: " + String.join(", ", names));
        }
        int found = names.indexOf(name);
        if (found < 0) {
            throw new InvalidInputException("there is no kind '" + name + "'" + Suggestion.forName(name, names)
                    + "; use one of " + String.join(", ", names));
        }
        return Kind.values()[found];
    }
}
