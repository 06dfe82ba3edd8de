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
    private static final String VAL = "val";

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

    @Option(
            names = "--split",
            paramLabel = "PART",
            defaultValue = "test",
            description = "part to score (default: ${DEFAULT-VALUE})")
    private String split = "test";

    @Option(names = "--masks", paramLabel = "DIR", description = "folder the mask paths of localization.txt start from")
    private Optional<Path> masks = Optional.empty();

    @Option(
            names = "--interval",
            paramLabel = "STEP",
            defaultValue = "0.001",
            description = "step between thresholds (default: ${DEFAULT-VALUE})")
    private double interval = 0.001;

    @Option(
            names = "--protocol",
            paramLabel = "PROTOCOL",
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
            paramLabel = "CLASS",
            description = "whose maps these are: ground-truth, predicted or class-agnostic (default: ground-truth,"
                    + " with bas class-agnostic)")
    private Optional<String> mapClass = Optional.empty();

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
        Optional<Protocol> named = isTransferred() ? Optional.empty() : Optional.of(Protocol.parse(protocol));
        BoxEvaluationSettings settings = settings(named);
        MapTargets targets = new MapTargets(dataset, metadata, masks, datasetFiles);
        Problems problems = new Problems();
        Optional<ScoreMapEvaluation> val = isTransferred()
                ? Optional.of(
                        scored(valScoreMaps.orElse(scoreMaps), VAL, targets, settings, Optional.empty(), problems))
                : Optional.empty();
        EvaluatedMaps maps = scored(scoreMaps, split, targets, settings, predictions, problems)
                .result(skipBad);
        Optional<EvaluatedMaps> chosenOn = val.map(evaluation -> evaluation.result(skipBad));
        Protocol chosen = named.orElseGet(() -> ScoreMapReport.transferredFrom(chosenOn.orElseThrow()));
        ScoreMapReport report = ScoreMapReport.of(maps, settings, chosen, chosenOn);
        PrintWriter out = spec.commandLine().getOut();
        out.println(json ? report.toJson() : ScoreMapTable.of(report));
        out.flush();
        return 0;
    }

    private static ScoreMapEvaluation scored(
            Path folder,
            String split,
            MapTargets targets,
            BoxEvaluationSettings settings,
            Optional<Path> predictions,
            Problems problems) {
        return ScoreMapEvaluation.scored(
                new ScoreMapRequest(folder, targets.of(split, problems), targets.outside(split), settings, predictions),
                problems);
    }

    private boolean isTransferred() {
        return protocol.strip().equalsIgnoreCase(TRANSFERRED);
    }

    private BoxEvaluationSettings settings(Optional<Protocol> named) {
        if (!(interval >= ThresholdGrid.MIN_INTERVAL && interval < 1)) {
            throw new InvalidInputException("--interval must be at least " + ThresholdGrid.MIN_INTERVAL
                    + " and below 1, was " + interval + "; the usual value is 0.001");
        }
        Optional<Protocol.Bas> bas =
                named.filter(Protocol.Bas.class::isInstance).map(Protocol.Bas.class::cast);
        MapClass usual = bas.isPresent() ? MapClass.AGNOSTIC : MapClass.GROUND_TRUTH;
        return BoxEvaluationSettings.reference()
                .withInterval(interval)
                .withMapClass(mapClass.map(MapClass::parse).orElse(usual))
                .withComponentThreshold(bas.map(Protocol.Bas::threshold).orElse(Protocol.Bas.DEFAULT_THRESHOLD));
    }
}
