package org.wsol.cli.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.wsol.cli.predict.ExportFormat;
import org.wsol.cli.predict.PictureFiles;
import org.wsol.cli.predict.PredictionRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wsol predict}: finds the object in pictures with a trained run. */
@Command(
        name = "predict",
        description = "Finds the object in pictures with a trained run: overlay pictures and predictions.json.",
        mixinStandardHelpOptions = true)
public final class PredictCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "RUN", description = "The folder of a finished run.")
    private Path run = Path.of("");

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "PICTURE",
            description = "Pictures, or folders of pictures.")
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
            description = "Share of a map's maximum above which a place belongs to the object. Default: the run's own.")
    private Optional<Double> threshold = Optional.empty();

    @Option(
            names = "--export",
            split = ",",
            paramLabel = "FORMAT",
            description = "Also writes the boxes as ${COMPLETION-CANDIDATES}.")
    private List<ExportFormat> exports = List.of();

    @Override
    public Integer call() {
        List<Path> found = PictureFiles.in(pictures);
        PredictionRun predictions = PredictionRun.over(run, found, threshold, out);
        predictions.write(exports).forEach(line -> spec.commandLine().getOut().println(line));
        spec.commandLine().getOut().flush();
        return 0;
    }
}
