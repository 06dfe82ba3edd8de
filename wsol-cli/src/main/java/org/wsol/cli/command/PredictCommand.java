package org.wsol.cli.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.wsol.cli.predict.ExportFormat;
import org.wsol.cli.predict.PictureFiles;
import org.wsol.cli.predict.PredictionRun;
import org.wsol.core.InvalidInputException;
import org.wsol.experiment.engine.EngineSettings;
import org.wsol.experiment.internal.runfolder.ModelFiles;
import org.wsol.experiment.internal.training.WorkOrigin;
import org.wsol.pipeline.LocalizationOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wsol predict}: finds the object in images with a trained run. */
@Command(
        name = "predict",
        description = "Finds the object in images with a trained run: overlay images and predictions.json.",
        mixinStandardHelpOptions = true)
final class PredictCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "RUN", description = "The folder of a finished run, or a .wsol file.")
    private Path run = Path.of("");

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "IMAGE", description = "Images, or folders of images.")
    private List<Path> pictures = List.of();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "predictions",
            description = "Where overlays and predictions.json are written. Default: ${DEFAULT-VALUE}.")
    private Path out = Path.of("predictions");

    @Option(
            names = "--threshold",
            paramLabel = "T",
            description = "Share of a map's maximum above which pixels belong to the object. Default: the threshold of"
                    + " the run.")
    private Optional<Double> threshold = Optional.empty();

    @Option(
            names = "--export",
            split = ",",
            paramLabel = "FORMAT",
            converter = NameConverter.OfExportFormat.class,
            description = "Also writes the boxes as ${COMPLETION-CANDIDATES}.")
    private List<ExportFormat> exports = List.of();

    @Option(
            names = "--image-prefix",
            paramLabel = "PREFIX",
            defaultValue = "",
            description = "Prefix of image addresses in Label Studio, for example /data/local-files/?d=photos/; the"
                    + " file name follows. Default: none.")
    private String imagePrefix = "";

    @Option(
            names = "--boxes",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "Up to N boxes per class, one for each region above the threshold. Default: ${DEFAULT-VALUE}.")
    private int boxes;

    @Option(
            names = "--class",
            paramLabel = "NAME",
            description = "Localizes this class in every image instead of the most likely one.")
    private Optional<String> className = Optional.empty();

    @Option(
            names = "--top",
            paramLabel = "K",
            defaultValue = "1",
            description = "Localizes the K most likely classes of an image. Default: ${DEFAULT-VALUE}.")
    private int top;

    @Option(
            names = "--voc-from-one",
            description = "VOC corners count from 1, as in Pascal VOC's own data, not from 0.")
    private boolean fromOne;

    @Option(names = "--html", description = "Also writes index.html, a page of all overlays.")
    private boolean html;

    @Mixin
    private EngineMixin engine;

    @Mixin
    private RangeMixin worker;

    @Override
    public Integer call() {
        requireExport(!imagePrefix.isEmpty(), "--image-prefix", ExportFormat.LABEL_STUDIO);
        requireExport(fromOne, "--voc-from-one", ExportFormat.VOC);
        PredictionRun.requireKnownClass(options(), run); // before workers start
        List<Path> found = PictureFiles.in(pictures, spec.commandLine().getErr());
        worker.attach();
        if (worker.range().isPresent()) {
            worker.requireOrigin(() -> origin(found));
            PredictionRun.range(run, found, worker.range().get(), options(), out, line -> {});
            return 0;
        }
        Optional<EngineSettings> settings = engine.settings(Optional.empty());
        if (settings.isPresent()
                && new EngineRanges(spec.commandLine(), out, origin(found), range -> false, range -> List.of())
                        .compute(settings.get(), found.size(), 1)
                        .isEmpty()) {
            spec.commandLine().getErr().println("stopped; the same command resumes");
            return Errors.INTERRUPTED;
        }
        return written(found);
    }

    private WorkOrigin origin(List<Path> found) {
        return WorkOrigin.of(ModelFiles.sum(run), found);
    }

    private void requireExport(boolean isGiven, String option, ExportFormat format) {
        if (isGiven && !exports.contains(format)) {
            throw new InvalidInputException(option + " has no effect without --export "
                    + format.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        }
    }

    private int written(List<Path> found) {
        PrintWriter err = spec.commandLine().getErr();
        PrintWriter printed = spec.commandLine().getOut();
        PredictionRun predictions;
        try (InterruptionNote note = InterruptionNote.of(
                err, "interrupted; the same command continues and writes " + out.resolve("predictions.json"))) {
            predictions = PredictionRun.over(run, found, options(), out, line -> {
                PrintWriter writer = line.startsWith("skipped: ") ? err : printed;
                writer.println(line);
                writer.flush();
            });
        }
        List<Path> written = new ArrayList<>();
        exports.forEach(format -> written.addAll(predictions.export(format, imagePrefix, fromOne)));
        if (html) {
            written.add(predictions.page());
        }
        written.forEach(printed::println);
        printed.flush();
        predictions.mixed(written).forEach(err::println);
        return Errors.skipped(predictions.skipped(), found.size(), err);
    }

    private LocalizationOptions options() {
        if (className.isPresent() && top > 1) {
            throw new InvalidInputException("--class selects one class, --top several; use one of them");
        }
        LocalizationOptions options =
                LocalizationOptions.standard().withTopClasses(top).withBoxes(boxes);
        options = className.isPresent() ? options.withClass(className.get()) : options;
        return threshold.isPresent() ? options.withThreshold(threshold.get()) : options;
    }
}
