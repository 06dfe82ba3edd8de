package org.wsol.cli.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.wsol.cli.predict.PredictionRun;
import org.wsol.cli.terminal.TerminalProgress;
import org.wsol.core.DataException;
import org.wsol.core.InvalidInputException;
import org.wsol.core.StorageException;
import org.wsol.core.data.DataSplit;
import org.wsol.core.data.Dataset;
import org.wsol.core.data.SplitName;
import org.wsol.core.progress.Progress;
import org.wsol.data.check.CheckReport;
import org.wsol.data.check.CheckedImages;
import org.wsol.data.check.DatasetChecker;
import org.wsol.experiment.engine.EngineSettings;
import org.wsol.experiment.internal.training.WorkOrigin;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wsol data check}: problems of a data set with remedies. Exits with 4 if results would be affected. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Reads every image and list of a data set and reports problems with their remedies.")
final class DataCheckCommand implements Callable<Integer> {
    private static final int DATA_ERROR = 4;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "FILE_OR_FOLDER", description = "A data set folder, or an experiment file.")
    private Path dataset;

    @Parameters(
            index = "1..*",
            paramLabel = "KEY=VALUE",
            description = "Changes to the experiment file, for example data.root=photos.")
    private List<String> changes = List.of();

    @Option(names = "--json", description = "Prints the findings as JSON.")
    private boolean json;

    @Mixin
    private EngineMixin engine;

    @Option(
            names = "--work",
            paramLabel = "DIR",
            defaultValue = "check-parts",
            description = "With --engine: the folder for the findings of the workers, so that the same command resumes;"
                    + " deleted at the end. Default: ${DEFAULT-VALUE}.")
    private Path work = Path.of("check-parts");

    @Mixin
    private RangeMixin worker;

    @Option(names = "--found", hidden = true, description = "The file for the findings of --range.")
    private Optional<Path> found = Optional.empty();

    @Override
    public Integer call() throws JsonProcessingException {
        worker.attach();
        if (worker.range().isPresent()) {
            PredictionRun.Range range = worker.range().get();
            DatasetArgument opened = DatasetArgument.open(dataset, changes, Progress.NONE);
            worker.requireOrigin(() -> WorkOrigin.of(opened.dataset()));
            new DatasetChecker(opened.decoder(), Progress.NONE)
                    .images(opened.dataset(), range.from(), range.to())
                    .write(found.orElseThrow());
            return ExitCode.OK;
        }
        Optional<CheckReport> checked = check(TerminalProgress.create());
        if (checked.isEmpty()) {
            spec.commandLine().getErr().println("stopped; the same command resumes");
            return Errors.INTERRUPTED;
        }
        CheckReport report = checked.get();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
            out.println(mapper.writeValueAsString(report.toMap()));
        } else {
            report.lines().forEach(out::println);
        }
        out.flush();
        return report.hasErrors() ? DATA_ERROR : ExitCode.OK;
    }

    /**
     * The report, unless the user stopped the workers. An unreadable list is reported as a finding, so that the output
     * always has the same form.
     */
    private Optional<CheckReport> check(Progress progress) {
        DatasetArgument opened;
        try {
            opened = DatasetArgument.open(dataset, changes, progress);
        } catch (DataException e) {
            return Optional.of(CheckReport.unreadable(dataset.toString(), e));
        }
        DatasetChecker checker = new DatasetChecker(opened.decoder(), progress);
        Optional<EngineSettings> settings = engine.settings(Optional.empty());
        if (settings.isEmpty() && spec.commandLine().getParseResult().hasMatchedOption("--work")) {
            throw new InvalidInputException("--work has no effect without --engine");
        }
        return settings.isPresent()
                ? onEngine(checker, opened.dataset(), settings.get())
                : Optional.of(checker.check(opened.dataset()));
    }

    private Optional<CheckReport> onEngine(DatasetChecker checker, Dataset opened, EngineSettings settings) {
        WorkOrigin origin = WorkOrigin.of(opened);
        String key = EngineRanges.key(spec.commandLine(), origin) + "-" + filesNow(opened);
        EngineRanges ranges = new EngineRanges(
                spec.commandLine(),
                work,
                origin,
                part -> Files.exists(file(key, part)),
                part -> List.of("--found=" + file(key, part)));
        List<PredictionRun.Range> done = ranges.compute(settings, DatasetChecker.count(opened), 1);
        if (done.isEmpty()) {
            return Optional.empty();
        }
        CheckReport report = checker.check(
                opened,
                done.stream().map(part -> CheckedImages.read(file(key, part))).toList());
        try {
            for (PredictionRun.Range part : done) {
                Files.delete(file(key, part));
            }
            deleteIfEmpty(work);
        } catch (IOException e) {
            throw new StorageException("cannot delete the parts in " + work, e);
        }
        return Optional.of(report);
    }

    /** The parts of another check may still be there. */
    private static void deleteIfEmpty(Path folder) throws IOException {
        try (Stream<Path> left = Files.list(folder)) {
            if (left.findAny().isPresent()) {
                return;
            }
        }
        Files.delete(folder);
    }

    /** A checksum of sizes and times of all images: repaired files are checked again. */
    private static String filesNow(Dataset dataset) {
        long sum = 0;
        for (SplitName name : SplitName.values()) {
            Optional<DataSplit> split = dataset.split(name);
            for (int i = 0; split.isPresent() && i < split.get().size(); i++) {
                Path image = split.get().imagePath(i);
                try {
                    BasicFileAttributes now = Files.readAttributes(image, BasicFileAttributes.class);
                    sum = 31 * sum + Objects.hash(image, now.size(), now.lastModifiedTime());
                } catch (IOException e) {
                    sum = 31 * sum + image.hashCode(); // reported by the check
                }
            }
        }
        return Long.toHexString(sum);
    }

    private Path file(String key, PredictionRun.Range part) {
        return work.resolve(key + "-" + part.from() + "-" + part.to() + ".txt").toAbsolutePath();
    }
}
