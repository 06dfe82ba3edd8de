package org.wsol.experiment.internal.training;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.wsol.core.data.DataSplit;
import org.wsol.core.data.Dataset;
import org.wsol.core.data.SplitName;
import org.wsol.data.batch.Reading.OnError;
import org.wsol.eval.box.BoxRule;
import org.wsol.eval.metric.BoxEvaluation;
import org.wsol.eval.metric.CentreBaseline;
import org.wsol.eval.protocol.Protocol;
import org.wsol.eval.protocol.Protocol.ThresholdChoice;
import org.wsol.experiment.internal.runfolder.PlannedRun;
import org.wsol.experiment.internal.runfolder.RunContext;
import org.wsol.experiment.internal.runfolder.RunExecutor.RunOutcome;
import org.wsol.experiment.internal.runfolder.RunFolder;
import org.wsol.experiment.internal.tracking.Tracker;
import org.wsol.experiment.internal.tracking.Trackers;
import org.wsol.experiment.results.Localization;
import org.wsol.experiment.results.RunMetrics;
import org.wsol.experiment.results.RunMetrics.BoxesForThreshold;
import org.wsol.experiment.results.TestScores;
import org.wsol.experiment.results.TestScores.Classification;
import org.wsol.experiment.schema.ExperimentConfig;
import org.wsol.maps.MapSpec;
import org.wsol.pipeline.TrainedModel;
import org.wsol.pipeline.TrainingSummary;
import org.wsol.pipeline.TrainingSummary.ThresholdSelection;
import org.wsol.pipeline.evaluation.Accuracy;
import org.wsol.pipeline.evaluation.BoxScoring;
import org.wsol.pipeline.evaluation.Evaluation;
import org.wsol.pipeline.evaluation.Evaluation.MapEvaluation;
import org.wsol.pipeline.evaluation.GapDiagnoses;
import org.wsol.pipeline.evaluation.MapComparison;
import org.wsol.pipeline.evaluation.SplitPredictions;
import org.wsol.pipeline.internal.CheckpointFolder;
import org.wsol.pipeline.internal.CheckpointSplit;
import org.wsol.pipeline.internal.ComponentFactory;
import org.wsol.pipeline.internal.ModelCard;

/** Evaluates a trained network on the test split and writes {@code metrics.json}, {@code images.csv} and the maps. */
final class RunEvaluation {
    static final String ORACLE = "oracle";
    static final String TRANSFERRED = "transferred";
    private static final String OWN_THRESHOLD = "fixed";
    private static final int TOP_FIVE = 5;

    private final PlannedRun run;
    private final ExperimentConfig config;
    private final RunFolder folder;
    private final RunContext context;
    private final Dataset dataset;
    private final BoxScoring scoring;
    private final SkipRecord skips;
    private final Map<String, String> missing = new TreeMap<>();

    RunEvaluation(PlannedRun run, RunFolder folder, RunContext context, Dataset dataset, SkipRecord skips) {
        this.run = run;
        this.config = run.experiment();
        this.folder = folder;
        this.context = context;
        this.dataset = dataset;
        this.skips = skips;
        this.scoring = new BoxScoring(config.recipe());
    }

    /**
     * @param beganNanos start of this session's computation
     */
    RunOutcome.Finished evaluate(TrainedModel model, long beganNanos) {
        return evaluate(model, beganNanos, Optional.empty());
    }

    /**
     * @param given predictions for the test split, if computed elsewhere
     */
    RunOutcome.Finished evaluate(TrainedModel model, long beganNanos, Optional<SplitPredictions> given) {
        Optional<TrainingSummary> training = model.training();
        Optional<Evaluation> test = dataset.split(SplitName.TEST)
                .filter(split -> split.size() > 0)
                .map(split -> evaluated(model, split, given));
        context.requireWanted("scores");
        Optional<BoxEvaluation> boxes = test.flatMap(Evaluation::boxes);
        Optional<Double> pixels = test.flatMap(Evaluation::pixelAveragePrecision);
        Map<String, Localization> protocols = new LinkedHashMap<>();
        boxes.ifPresent(
                found -> protocols.put(ORACLE, LocalizationNumbers.of(found.report(new Protocol.Oracle()), pixels)));
        Optional<ThresholdSelection> selection = boxes.flatMap(found -> model.thresholdSelection());
        selection.ifPresent(val -> protocols.put(TRANSFERRED, transferred(boxes.orElseThrow(), val, pixels)));
        ModelCard card = card(model, boxes, selection);
        nameWhatIsMissing(test, boxes, pixels, card.threshold());
        nameWhyNothingIsTransferred(boxes, selection, training.isEmpty());
        if (training.isEmpty()) { // an external model has its own threshold
            boxes.ifPresent(found -> protocols.put(
                    OWN_THRESHOLD,
                    LocalizationNumbers.of(found.report(new Protocol.Fixed(model.threshold())), pixels)));
        }
        long boxesUsed = training.map(this::boxesForChoices).orElse(0L)
                + selection.map(ThresholdSelection::boxes).orElse(0L);
        context.requireWanted("tables and images");
        test.ifPresent(found -> writeTables(found, card.threshold()));
        test.filter(found -> !found.maps().isEmpty()).ifPresent(found -> new MapComparisonFiles(config, folder.path())
                .write(found.maps(), onValidation(model, selection)));
        test.ifPresent(found -> showPictures(
                found.predictions(), training.map(TrainingSummary::steps).orElse(0L)));
        TestScores scores = scores(test, boxes, protocols.getOrDefault(ORACLE, LocalizationNumbers.none(pixels)));
        Optional<Localization> centre =
                boxes.map(found -> LocalizationNumbers.of(CentreBaseline.on(found), Optional.empty()));
        RunMetrics metrics =
                metrics(scores, protocols, gaps(test), boxesUsed, selection, centre, minutes(training, beganNanos));
        config.recipe().write(folder.path().resolve(ModelCard.RECIPE));
        card.write(folder.path());
        metrics.write(folder.metrics());
        return new RunOutcome.Finished(
                summary(metrics),
                boxesUsed,
                training.map(RunEvaluation::stoppedEarly).orElse(""));
    }

    private Evaluation evaluated(TrainedModel model, DataSplit split, Optional<SplitPredictions> given) {
        if (given.isPresent()) {
            skips.add(split, given.get().skipped());
            return model.evaluation(given.get());
        }
        MapComparison maps = new MapComparison(
                config.evaluation().mapSpecs(),
                config.evaluation().roadImages(),
                config.evaluation().saveMaps());
        Evaluation evaluation = model.evaluate(split, maps, context.interruptible());
        skips.add(split, evaluation.predictions().skipped());
        return evaluation;
    }

    /**
     * Other methods also choose their thresholds on the validation split, with the same boxes as the run's own maps.
     */
    private List<MapEvaluation> onValidation(TrainedModel model, Optional<ThresholdSelection> selection) {
        List<MapSpec> maps = config.evaluation().mapSpecs();
        if (maps.isEmpty() || selection.isEmpty()) {
            return List.of();
        }
        return ComponentFactory.validation(dataset)
                .map(split -> model.evaluate(split, MapComparison.of(maps), context.interruptible())
                        .maps())
                .orElse(List.of());
    }

    /** Boxes used to choose a checkpoint, or by a monitor that may stop the run. */
    private long boxesForChoices(TrainingSummary training) {
        if (training.boxesForCheckpoint() > 0 || !context.monitor().usesBoxes()) {
            return training.boxesForCheckpoint();
        }
        return ComponentFactory.validation(dataset)
                .map(CheckpointSplit::countBoxes)
                .orElse(0L);
    }

    /** The time of this session plus the training time of earlier ones. */
    private static double minutes(Optional<TrainingSummary> training, long beganNanos) {
        double session = (System.nanoTime() - beganNanos) / 1e9;
        return (session + training.map(TrainingSummary::earlierSeconds).orElse(0.0)) / 60;
    }

    private static String stoppedEarly(TrainingSummary training) {
        return training.endedEarly()
                ? "stopped early after step " + training.steps() + " of " + training.totalSteps()
                        + ", behind the median of the finished runs"
                : "";
    }

    private void nameWhatIsMissing(
            Optional<Evaluation> test, Optional<BoxEvaluation> boxes, Optional<Double> pixels, double threshold) {
        if (test.isEmpty()) {
            missing.put(
                    "test",
                    "the data set has no test split; data.split creates one if each class has enough images, for example 5 for"
                            + " testFraction: 0.2");
            return;
        }
        if (boxes.isEmpty()) {
            missing.put(
                    "localization",
                    "This set has no boxes, so localization was not scored; boxes are drawn at " + threshold
                            + " of the map's maximum");
        }
        if (pixels.isEmpty()) {
            missing.put("pxAp", "the test split has no masks");
        }
    }

    private void nameWhyNothingIsTransferred(
            Optional<BoxEvaluation> boxes, Optional<ThresholdSelection> selection, boolean onlyScored) {
        if (boxes.isPresent()
                && selection.isEmpty()
                && config.evaluation().protocol().contains(TRANSFERRED)) {
            String noBoxes = ComponentFactory.validation(dataset).isEmpty()
                    ? "the data set has no val split to choose thresholds on; data.split creates one if each class has enough"
                            + " images, for example 5 for valFraction: 0.2"
                    : "the val split has no boxes to choose thresholds with";
            missing.put(
                    TRANSFERRED,
                    onlyScored
                            ? "a network that is scored again keeps its threshold, see '" + OWN_THRESHOLD + "'"
                            : noBoxes);
        }
    }

    /** The threshold for prediction: that of the largest contour at IoU 50 percent, chosen on val if possible. */
    private ModelCard card(TrainedModel model, Optional<BoxEvaluation> boxes, Optional<ThresholdSelection> selection) {
        CheckpointFolder checkpoints = new CheckpointFolder(folder.checkpoints(), false);
        String weights =
                folder.path().relativize(checkpoints.chosen().file()).toString().replace('\\', '/');
        ModelCard card = ModelCard.withoutBoxes(
                        dataset.classNames(), config.evaluation().map())
                .withWeights(weights);
        if (model.training().isEmpty()) {
            return card.withThreshold(model.threshold(), "of the run whose network was scored");
        }
        if (selection.isPresent()) {
            return withThreshold(card, selection.get().thresholds(), "best on the val split");
        }
        return boxes.map(found -> withThreshold(card, found.bestThresholds("test"), "best on the test split"))
                .orElse(card);
    }

    private static ModelCard withThreshold(ModelCard card, ThresholdChoice choice, String source) {
        return card.withThreshold(choice.threshold(BoxRule.LARGEST_CONTOUR, 50).orElse(card.threshold()), source);
    }

    private void writeTables(Evaluation test, double threshold) {
        SplitPredictions predictions = test.predictions();
        RunTables tables = new RunTables(
                folder,
                dataset.classNames(),
                predictions,
                config.data().preprocessing().transformation().evaluationInputSize(),
                test.boxes(),
                image -> new RunTables.DrawnBox(threshold, scoring.box(predictions, image, threshold)));
        tables.writeImages();
        if (config.evaluation().saveMaps()) {
            tables.writeMaps();
        }
    }

    private void showPictures(SplitPredictions predictions, long steps) {
        try (Tracker tracker = Trackers.forPictures(run, folder)) {
            MapPictures.show(config.recipe(), predictions, steps, tracker);
        }
    }

    private static Localization transferred(BoxEvaluation test, ThresholdSelection chosen, Optional<Double> pixels) {
        return LocalizationNumbers.of(test.report(new Protocol.Transferred(chosen.thresholds())), pixels);
    }

    private TestScores scores(Optional<Evaluation> test, Optional<BoxEvaluation> boxes, Localization localization) {
        Optional<Accuracy> accuracy = test.map(Evaluation::accuracy);
        boolean fewClasses = dataset.classNames().size() <= TOP_FIVE;
        if (fewClasses) {
            missing.put("top5", "with " + dataset.classNames().size() + " classes the right one is always among five");
        }
        return new TestScores(
                test.map(found -> found.predictions().images().size()).orElse(0),
                ORACLE,
                new Classification(
                        LocalizationNumbers.optional(accuracy.map(Accuracy::top1)),
                        LocalizationNumbers.optional(
                                accuracy.map(Accuracy::top5).filter(value -> !fewClasses))),
                localization,
                boxes.map(found -> LocalizationNumbers.thresholds(found.report(new Protocol.Oracle())))
                        .orElse(Map.of()),
                boxes.map(found -> ImageIntervals.intervals(
                                found, config.evaluation().bootstrap(), config.seed()))
                        .orElse(Map.of()),
                boxes.map(ImageIntervals::sizes).orElse(Map.of()));
    }

    private RunMetrics metrics(
            TestScores test,
            Map<String, Localization> protocols,
            Map<String, OptionalDouble> gaps,
            long boxesUsed,
            Optional<ThresholdSelection> selection,
            Optional<Localization> centre,
            double minutes) {
        return new RunMetrics(
                config.method().selection().name(),
                config.seed(),
                OptionalDouble.of(minutes),
                Math.toIntExact(boxesUsed),
                selection.map(found -> new BoxesForThreshold(found.images(), Math.toIntExact(found.boxes()))),
                test,
                protocols,
                gaps,
                missing,
                centre);
    }

    private static Map<String, OptionalDouble> gaps(Optional<Evaluation> test) {
        return test.map(found -> GapDiagnoses.means(found.predictions())).orElse(Map.of());
    }

    private Map<String, Number> summary(RunMetrics metrics) {
        Map<String, Number> summary = new LinkedHashMap<>();
        put(summary, "maxBoxAccV2", metrics.test().localization().maxBoxAccV2());
        put(summary, "box30", metrics.test().localization().boxAccAt("30"));
        put(summary, "box50", metrics.test().localization().boxAccAt("50"));
        put(summary, "box70", metrics.test().localization().boxAccAt("70"));
        put(summary, "pxAp", metrics.test().localization().pxAp());
        put(summary, "top1", metrics.test().classification().top1());
        put(summary, "top1Loc", metrics.test().localization().top1Loc());
        for (String protocol : List.of(TRANSFERRED, OWN_THRESHOLD)) {
            Localization scored = metrics.protocols().get(protocol);
            if (scored != null) {
                put(summary, "maxBoxAccV2." + protocol, scored.maxBoxAccV2());
            }
        }
        if (config.data().preprocessing().reading().onError() == OnError.SKIP) {
            summary.put("skipped", skips.count());
        }
        put(summary, "minutes", metrics.minutes());
        return summary;
    }

    private static void put(Map<String, Number> summary, String name, OptionalDouble value) {
        value.ifPresent(number -> summary.put(name, number));
    }
}
