package org.wsol.cli.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.wsol.cli.terminal.TerminalProgress;
import org.wsol.core.ImageSize;
import org.wsol.core.InvalidInputException;
import org.wsol.core.internal.io.OwnFiles;
import org.wsol.eval.box.ThresholdGrid;
import org.wsol.eval.interchange.EvaluatedMaps;
import org.wsol.eval.interchange.FileProblems;
import org.wsol.eval.interchange.ScoreMapEvaluation;
import org.wsol.eval.interchange.ScoreMapReport;
import org.wsol.eval.interchange.ScoreMapRequest;
import org.wsol.eval.map.Interpolation;
import org.wsol.eval.map.Normalizer;
import org.wsol.eval.metric.BoxEvaluationSettings;
import org.wsol.eval.metric.MapClass;
import org.wsol.eval.protocol.Protocol;
import org.wsol.eval.statistics.Bootstrap;
import org.wsol.eval.statistics.Bootstrap.ConfidenceInterval;
import org.wsol.eval.statistics.LocalizationMetric;
import org.wsol.eval.statistics.LocalizationStatistics;
import org.wsol.pipeline.recipe.EvaluationConfig;
import org.wsol.pipeline.recipe.Recipe;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Scores heat maps from files of any tool, without a model. */
@Command(
        name = "evaluate-maps",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Scores heat maps of any tool from files (.npy or grey PNG) against boxes or masks.")
final class EvaluateMapsCommand implements Callable<Integer> {
    private static final String TRANSFERRED = "transferred";
    private static final String VAL = "val";
    private static final int FEWEST_RESAMPLES = 100;
    private static final int MOST_PIXELS = 10_000;

    private static final double USUAL_INTERVAL = 0.001;

    @Option(
            names = "--scoremaps",
            required = true,
            paramLabel = "DIR",
            description =
                    "folder with <image id>.npy or .png; or a run folder or one of its stacks (RUN/maps/test-cam.npy)")
    private Path scoreMaps = Path.of("");

    @Option(
            names = "--metadata",
            paramLabel = "DIR",
            description = "folder with <dataset>/<split>/image_ids.txt and the other lists; not needed with a FILE")
    private Optional<Path> metadata = Optional.empty();

    @Option(
            names = "--dataset",
            paramLabel = "NAME|FILE",
            description = "CUB, ILSVRC, OpenImages, any other name below the metadata folder, or an experiment or data"
                    + " set file; not needed for the maps of a run, which use its data set")
    private String dataset = "";

    @Option(
            names = "--split",
            paramLabel = "SPLIT",
            defaultValue = "test",
            description = "split to score (default: ${DEFAULT-VALUE})")
    private String split = "test";

    @Option(
            names = "--masks",
            paramLabel = "DIR",
            description = "folder that the mask paths of localization.txt are relative to")
    private Optional<Path> masks = Optional.empty();

    @Option(
            names = "--size",
            paramLabel = "PIXELS",
            description = "side of the resized maps (default: that of the run, for maps of other tools 224)")
    private Optional<Integer> size = Optional.empty();

    @Option(
            names = "--interval",
            paramLabel = "STEP",
            description = "step between thresholds (default: that of the run, for other maps 0.001)")
    private Optional<Double> interval = Optional.empty();

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
            description = "lines <image id>,<class>,<class>,... most likely class first, for Top-1 and Top-5")
    private Optional<Path> predictions = Optional.empty();

    @Option(
            names = "--map-class",
            paramLabel = "CLASS",
            description = "class of the maps: ground-truth, predicted or class-agnostic (default: ground-truth, with"
                    + " bas class-agnostic)")
    private Optional<String> mapClass = Optional.empty();

    @Option(
            names = "--normaliser",
            paramLabel = "NAME",
            description =
                    "normalizes raw maps of any range to [0, 1]: min-max, max, pas or ivr (a run's maps: that of the run)")
    private Optional<String> normaliser = Optional.empty();

    @Option(
            names = "--bootstrap",
            paramLabel = "N",
            defaultValue = "1000",
            description = "resamples for 95%% intervals over images; 0: none (default: ${DEFAULT-VALUE})")
    private int bootstrap = 1000;

    @Option(names = "--report", paramLabel = "FILE", description = "also write the numbers as an HTML page")
    private Optional<Path> report = Optional.empty();

    @Parameters(
            arity = "0..*",
            paramLabel = "KEY=VALUE",
            description = "changes to the data set file, for example data.root=photos")
    private List<String> changes = List.of();

    @Option(names = "--skip-bad", description = "skip images with problems and print their number")
    private boolean skipBad;

    @Option(names = "--json", description = "print one line of JSON")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        if (bootstrap != 0 && bootstrap < FEWEST_RESAMPLES) {
            throw new InvalidInputException(
                    "--bootstrap must be 0 or at least " + FEWEST_RESAMPLES + ", was " + bootstrap);
        }
        if (json && spec.commandLine().getParseResult().hasMatchedOption("--bootstrap")) {
            throw new InvalidInputException("--bootstrap has no effect with --json, which has no intervals");
        }
        if (valScoreMaps.isPresent() && !isTransferred()) {
            throw new InvalidInputException("--val-scoremaps has no effect without --protocol transferred");
        }
        report.ifPresent(OwnFiles::requireOwn);
        try (RunMaps maps = RunMaps.of(scoreMaps)) {
            evaluate(maps);
        }
        return 0;
    }

    private void evaluate(RunMaps runMaps) {
        Optional<Protocol> named = isTransferred() ? Optional.empty() : Optional.of(Protocol.parse(protocol));
        Optional<EvaluationConfig> ofRun = recipe(runMaps).map(Recipe::evaluation);
        double step = interval.or(() -> ofRun.map(EvaluationConfig::interval)).orElse(USUAL_INTERVAL);
        BoxEvaluationSettings settings = settings(named, step).withEvaluationSize(size(runMaps));
        String file = dataset.isEmpty() ? runMaps.config().map(Path::toString).orElse("") : dataset;
        if (file.isEmpty()) {
            throw new InvalidInputException("--dataset is missing: name a data set, or a file that describes one");
        }
        ofRun.ifPresent(this::noteWhatIsNotApplied);
        Optional<Normalizer> normalizer =
                normaliser.or(() -> ofRun.map(EvaluationConfig::normaliser)).map(Normalizer::parse);
        MapTargets targets = new MapTargets(
                file, metadata, masks, changes, path -> DatasetArgument.open(path, changes, TerminalProgress.create())
                        .sized());
        FileProblems problems = new FileProblems();
        Optional<ScoreMapEvaluation> val = isTransferred()
                ? Optional.of(scored(
                        valScoreMaps.orElse(runMaps.folder()),
                        VAL,
                        targets,
                        settings,
                        Optional.empty(),
                        normalizer,
                        problems))
                : Optional.empty();
        EvaluatedMaps maps = scored(runMaps.folder(), split, targets, settings, predictions, normalizer, problems)
                .result(skipBad);
        Optional<EvaluatedMaps> chosenOn = val.map(evaluation -> evaluation.result(skipBad));
        Protocol chosen = named.orElseGet(() -> ScoreMapReport.transferredFrom(chosenOn.orElseThrow()));
        ScoreMapReport found = ScoreMapReport.of(maps, settings, chosen, chosenOn);
        String table = ScoreMapTable.of(found, intervals(maps, chosen));
        PrintWriter out = spec.commandLine().getOut();
        out.println(json ? found.toJson() : table);
        report.ifPresent(page -> ScoreMapPage.write(page, found, table));
        out.flush();
    }

    private Map<String, ConfidenceInterval> intervals(EvaluatedMaps maps, Protocol chosen) {
        Map<String, ConfidenceInterval> intervals = new LinkedHashMap<>();
        if (bootstrap > 0 && !json) {
            Bootstrap resampling = new Bootstrap(bootstrap, 0.95, 1);
            for (LocalizationMetric metric :
                    List.of(LocalizationMetric.MAX_BOX_ACC, LocalizationMetric.MAX_BOX_ACC_V2)) {
                maps.boxes()
                        .flatMap(boxes -> LocalizationStatistics.interval(resampling, boxes, chosen, metric))
                        .ifPresent(found -> intervals.put(metric.id(), found));
            }
        }
        return intervals;
    }

    private static ScoreMapEvaluation scored(
            Path folder,
            String split,
            MapTargets targets,
            BoxEvaluationSettings settings,
            Optional<Path> predictions,
            Optional<Normalizer> normalizer,
            FileProblems problems) {
        return ScoreMapEvaluation.scored(
                new ScoreMapRequest(
                        folder, targets.of(split, problems), targets.outside(split), settings, predictions, normalizer),
                problems);
    }

    /** The recipe of the run that stored the maps; empty for other maps. */
    private static Optional<Recipe> recipe(RunMaps runMaps) {
        return runMaps.config().map(file -> ExperimentArguments.loader()
                .load(file, List.of())
                .value()
                .recipe());
    }

    /** A run also fits its maps to the photos and removes rims before it finds boxes. */
    private void noteWhatIsNotApplied(EvaluationConfig ofRun) {
        List<String> keys = new ArrayList<>();
        if (ofRun.erosion() > 0) {
            keys.add("evaluation.erosion=" + ofRun.erosion());
        }
        if (ofRun.guided() > 0) {
            keys.add("evaluation.guided=" + ofRun.guided());
        }
        if (!ofRun.upsampling().equals(Interpolation.BICUBIC.id())) {
            keys.add("evaluation.upsampling=" + ofRun.upsampling());
        }
        if (!keys.isEmpty()) {
            PrintWriter err = spec.commandLine().getErr();
            err.println("note: " + String.join(" and ", keys) + " of the run " + (keys.size() == 1 ? "is" : "are")
                    + " not applied to stored maps, so that the numbers differ from those of the run");
            err.flush();
        }
    }

    private boolean isTransferred() {
        return protocol.strip().equalsIgnoreCase(TRANSFERRED);
    }

    private ImageSize size(RunMaps runMaps) {
        if (changes.stream().anyMatch(change -> change.startsWith("data.evaluationSize"))) {
            throw new InvalidInputException(
                    "data.evaluationSize is the size of the network's images; --size is that of the maps");
        }
        if (size.filter(side -> side < 1 || side > MOST_PIXELS).isPresent()) {
            throw new InvalidInputException("--size must be 1 to " + MOST_PIXELS + ", was " + size.orElseThrow());
        }
        return size.map(ImageSize::square)
                .or(() -> recipe(runMaps)
                        .map(found -> found.data().transformation().evaluationInputSize()))
                .orElse(BoxEvaluationSettings.reference().evaluationSize());
    }

    private BoxEvaluationSettings settings(Optional<Protocol> named, double step) {
        if (!(step >= ThresholdGrid.MIN_INTERVAL && step < 1)) {
            throw new InvalidInputException("--interval must be at least " + ThresholdGrid.MIN_INTERVAL
                    + " and below 1, was " + step + "; the usual value is " + USUAL_INTERVAL);
        }
        Optional<Protocol.Bas> bas =
                named.filter(Protocol.Bas.class::isInstance).map(Protocol.Bas.class::cast);
        MapClass usual = bas.isPresent() ? MapClass.AGNOSTIC : MapClass.GROUND_TRUTH;
        return BoxEvaluationSettings.reference()
                .withInterval(step)
                .withMapClass(mapClass.map(MapClass::parse).orElse(usual))
                .withComponentThreshold(bas.map(Protocol.Bas::threshold).orElse(Protocol.Bas.DEFAULT_THRESHOLD));
    }
}
