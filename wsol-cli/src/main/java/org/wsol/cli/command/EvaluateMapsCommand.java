package org.wsol.cli.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.wsol.core.InvalidInputException;
import org.wsol.eval.box.ThresholdGrid;
import org.wsol.eval.interchange.EvaluatedMaps;
import org.wsol.eval.interchange.Problems;
import org.wsol.eval.interchange.ScoreMapEvaluation;
import org.wsol.eval.interchange.ScoreMapReport;
import org.wsol.eval.interchange.ScoreMapRequest;
import org.wsol.eval.metric.BoxEvaluationSettings;
import org.wsol.eval.metric.MapClass;
import org.wsol.eval.protocol.Protocol;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Scores heat maps that any tool wrote to files, without a model. */
@Command(
        name = "evaluate-maps",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Scores heat maps from files (.npy or grey PNG) against boxes or masks, whatever tool made them.")
public final class EvaluateMapsCommand implements Callable<Integer> {
    private static final String TRANSFERRED = "transferred";

    @Option(
            names = "--scoremaps",
            required = true,
            paramLabel = "DIR",
            description = "folder with <image id>.npy or .png")
    private Path scoreMaps = Path.of("");

    @Option(
            names = "--metadata",
            paramLabel = "DIR",
            description = "folder with <dataset>/<split>/image_ids.txt and the lists beside it; not needed with a FILE")
    private Optional<Path> metadata = Optional.empty();

    @Option(
            names = "--dataset",
            required = true,
            paramLabel = "NAME|FILE",
            description = "CUB, ILSVRC, OpenImages, any other name below the metadata folder, or a data set file")
    private String dataset = "";

    @Option(names = "--split", defaultValue = "test", description = "part to score (default: ${DEFAULT-VALUE})")
    private String split = "test";

    @Option(names = "--masks", paramLabel = "DIR", description = "folder the mask paths of localization.txt start from")
    private Optional<Path> masks = Optional.empty();

    @Option(
            names = "--interval",
            defaultValue = "0.001",
            description = "step between thresholds (default: ${DEFAULT-VALUE})")
    private double interval = 0.001;

    @Option(
            names = "--protocol",
            defaultValue = "oracle",
            description = "oracle, transferred, fixed:<threshold>, ts-cam[:<threshold>] or bas[:<threshold>]"
                    + " (default: ${DEFAULT-VALUE})")
    private String protocol = "oracle";

    @Option(
            names = "--val-scoremaps",
            paramLabel = "DIR",
            description = "for 'transferred': folder of the maps of split val (default: the --scoremaps folder)")
    private Optional<Path> valScoreMaps = Optional.empty();

    @Option(
            names = "--predictions",
            paramLabel = "FILE",
            description = "lines <image id>,<class>,<class>,... from the most likely class on, for Top-1 and Top-5")
    private Optional<Path> predictions = Optional.empty();

    @Option(
            names = "--map-class",
            defaultValue = "ground-truth",
            description = "whose maps these are: ground-truth, predicted or class-agnostic (default: ${DEFAULT-VALUE})")
    private String mapClass = "ground-truth";

    @Option(names = "--skip-bad", description = "leave images with problems out and say how many")
    private boolean skipBad;

    @Option(names = "--json", description = "print one line of JSON")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final DatasetFiles datasetFiles;

    /** The command; data set files are opened by the given means. */
    public EvaluateMapsCommand(DatasetFiles datasetFiles) {
        this.datasetFiles = datasetFiles;
    }

    @Override
    public Integer call() {
        BoxEvaluationSettings settings = settings();
        MapTargets targets = new MapTargets(dataset, metadata, masks, datasetFiles);
        Optional<Protocol> fixed = isTransferred() ? Optional.empty() : Optional.of(Protocol.parse(protocol));
        Problems problems = new Problems();
        Protocol chosen = fixed.orElseGet(() -> transferred(targets, settings));
        ScoreMapRequest request = new ScoreMapRequest(
                scoreMaps, targets.of(split, problems), targets.outside(split), settings, predictions);
        EvaluatedMaps maps = ScoreMapEvaluation.evaluate(request, problems, skipBad);
        ScoreMapReport report = ScoreMapReport.of(maps, request, chosen);
        PrintWriter out = spec.commandLine().getOut();
        out.println(json ? report.toJson() : ScoreMapTable.of(report));
        out.flush();
        return 0;
    }

    private boolean isTransferred() {
        return protocol.strip().equalsIgnoreCase(TRANSFERRED);
    }

    private BoxEvaluationSettings settings() {
        if (!(interval >= ThresholdGrid.MIN_INTERVAL && interval < 1)) {
            throw new InvalidInputException("--interval must be at least " + ThresholdGrid.MIN_INTERVAL
                    + " and below 1, was " + interval + "; the usual value is 0.001");
        }
        BoxEvaluationSettings settings =
                BoxEvaluationSettings.reference().withInterval(interval).withMapClass(MapClass.parse(mapClass));
        if (!isTransferred() && Protocol.parse(protocol) instanceof Protocol.Bas bas) {
            return settings.withComponentThreshold(bas.threshold());
        }
        return settings;
    }

    private Protocol transferred(MapTargets targets, BoxEvaluationSettings settings) {
        String val = "val";
        Problems problems = new Problems();
        ScoreMapRequest request = new ScoreMapRequest(
                valScoreMaps.orElse(scoreMaps),
                targets.of(val, problems),
                targets.outside(val),
                settings,
                Optional.empty());
        return ScoreMapReport.transferredFrom(ScoreMapEvaluation.evaluate(request, problems, skipBad));
    }
}
