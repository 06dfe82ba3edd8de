package org.wsol.cli.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.wsol.cli.terminal.TextTable;
import org.wsol.core.InvalidInputException;
import org.wsol.core.WsolException;
import org.wsol.core.component.Suggestion;
import org.wsol.experiment.internal.runfolder.RunFiles;
import org.wsol.experiment.internal.runfolder.RunFolder;
import org.wsol.experiment.internal.session.RunCatalog;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wsol runs}: the runs on disk. */
@Command(
        name = "runs",
        mixinStandardHelpOptions = true,
        description = "Lists all runs with their state and main metrics.")
final class RunsCommand implements Callable<Integer> {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.systemDefault());

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--root",
            defaultValue = "runs",
            paramLabel = "DIR",
            description = "The folder of the runs. Default: runs.")
    private Path root;

    @Parameters(arity = "0..1", paramLabel = "EXPERIMENT", description = "Only runs of this experiment.")
    private @Nullable String experiment;

    @Override
    public Integer call() throws IOException {
        if (!Files.isDirectory(root)) {
            throw new InvalidInputException(root + ": no such folder; --root DIR names the one runs are kept in");
        }
        List<String> damaged = new ArrayList<>();
        TextTable table = new TextTable(List.of("run", "state", "since", "boxes used", "numbers", "varied"));
        for (Path folder : experiments()) {
            RunCatalog known = RunCatalog.under(folder);
            damaged.addAll(known.damaged());
            known.all()
                    .forEach(run -> table.row(List.of(
                            run.folder().path().toString(),
                            run.status().state().id(),
                            TIME.format(run.status().updated()),
                            String.valueOf(run.status().boxAnnotationsUsed()),
                            numbers(run.folder(), damaged),
                            TextTable.pairs(RunFiles.varied(run.folder())))));
        }
        PlanWarnings.damaged(damaged, spec.commandLine().getErr());
        PrintWriter out = spec.commandLine().getOut();
        table.lines().forEach(out::println);
        out.flush();
        return 0;
    }

    private static String numbers(RunFolder run, List<String> damaged) {
        try {
            return SessionReport.summary(run).entrySet().stream()
                    .limit(3)
                    .map(entry -> entry.getKey() + " " + entry.getValue())
                    .collect(Collectors.joining(", "));
        } catch (WsolException e) {
            damaged.add(e.getMessage());
            return "damaged";
        }
    }

    private List<Path> experiments() throws IOException {
        List<Path> all;
        try (Stream<Path> children = Files.list(root)) {
            all = children.filter(Files::isDirectory).sorted().toList();
        }
        return experiment == null ? all : List.of(named(experiment, all));
    }

    private Path named(String typed, List<Path> all) {
        List<String> names =
                all.stream().map(folder -> folder.getFileName().toString()).toList();
        return all.stream()
                .filter(folder -> folder.getFileName().toString().equals(typed)
                        || folder.normalize().equals(Path.of(typed).normalize()))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException("there is no experiment '" + typed + "' in " + root
                        + Suggestion.forName(typed, names) + "; there are: " + String.join(", ", names)));
    }
}
