package org.wsol.experiment.training;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.wsol.core.data.DataSplit;
import org.wsol.core.data.Dataset;
import org.wsol.core.data.SplitName;
import org.wsol.core.progress.Progress;
import org.wsol.data.batch.OnError;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.GraphExecutorFactory;
import org.wsol.engine.graph.ParameterStore;
import org.wsol.eval.box.BoxRule;
import org.wsol.eval.diagnosis.GapDiagnosis;
import org.wsol.eval.metric.BoxEvaluation;
import org.wsol.eval.protocol.Protocol;
import org.wsol.eval.protocol.ThresholdChoice;
import org.wsol.experiment.predict.ModelCard;
import org.wsol.experiment.results.BoxesForThreshold;
import org.wsol.experiment.results.Classification;
import org.wsol.experiment.results.Localization;
import org.wsol.experiment.results.RunMetrics;
import org.wsol.experiment.results.TestScores;
import org.wsol.experiment.runfolder.PlannedRun;
import org.wsol.experiment.runfolder.RunFolder;
import org.wsol.experiment.runfolder.RunOutcome;
import org.wsol.experiment.schema.ExperimentConfig;
import org.wsol.experiment.tracking.Tracker;
import org.wsol.experiment.tracking.Trackers;

/** Evaluates a trained network on the test part and writes {@code metrics.json}, {@code images.csv} and the maps. */
final class RunEvaluation {
    private static final String ORACLE = "oracle";
    private static final String TRANSFERRED = "transferred";
    private static final double THRESHOLD_WITHOUT_BOXES = 0.2;
    private static final String WITHOUT_BOXES =
            "This set has no boxes, so localization was not scored; boxes are drawn at " + THRESHOLD_WITHOUT_BOXES
                    + " of the map's maximum";
    private static final int FIVE = 5;

    private final PlannedRun run;
    private final long steps;
    private final ExperimentConfig config;
    private final RunFolder folder;
    private final Dataset dataset;
    private final GraphExecutorFactory executors;
    private final Progress progress;
    private final BoxScoring scoring;
    private final SkipRecord skips;
    private final Map<String, String> missing = new TreeMap<>();

    /** @param steps optimizer steps the network was trained for */
    RunEvaluation(
            PlannedRun run,
            RunFolder folder,
            Dataset dataset,
            GraphExecutorFactory executors,
            long steps,
            Progress progress,
            SkipRecord skips) {
        this.run = run;
        this.steps = steps;
        this.config = run.experiment();
        this.folder = folder;
        this.dataset = dataset;
        this.executors = executors;
        this.progress = progress;
        this.skips = skips;
        this.scoring = new BoxScoring(config);
    }

    RunOutcome.Finished evaluate(Backbone backbone, ParameterStore store, long boxesForCheckpoint, long beganNanos) {
        Optional<SplitMaps> test = dataset.split(SplitName.TEST)
                .filter(split -> split.size() > 0)
                .map(split -> maps(backbone, store, split));
        Optional<BoxEvaluation> boxes = test.flatMap(scoring::boxes);
        Optional<Double> pixels = test.flatMap(scoring::pixels);
        nameWhatIsMissing(test, boxes, pixels);
        Map<String, Localization> protocols = new LinkedHashMap<>();
        boxes.ifPresent(
                found -> protocols.put(ORACLE, LocalizationNumbers.of(found.report(new Protocol.Oracle()), pixels)));
        Optional<Validation> validation = boxes.flatMap(found -> validation(backbone, store));
        validation.ifPresent(val -> protocols.put(TRANSFERRED, transferred(boxes.orElseThrow(), val, pixels)));
        long boxesForThreshold = validation.map(Validation::boxes).orElse(0L);
        Map<Integer, GapDiagnosis> gaps = test.map(GapNumbers::perImage).orElse(Map.of());
        ModelCard card = card(boxes, validation);
        test.ifPresent(maps -> writeTables(maps, boxes, card.threshold(), gaps));
        test.ifPresent(this::showPictures);
        TestScores scores = scores(test, boxes, protocols.getOrDefault(ORACLE, LocalizationNumbers.none(pixels)));
        RunMetrics metrics =
                metrics(scores, protocols, gaps, boxesForCheckpoint + boxesForThreshold, validation, beganNanos);
        card.write(folder.path());
        metrics.write(folder.metrics());
        return new RunOutcome.Finished(summary(metrics), boxesForCheckpoint + boxesForThreshold);
    }

    private SplitMaps maps(Backbone backbone, ParameterStore store, DataSplit split) {
        SplitMaps maps = SplitMaps.of(config, backbone, store, executors, split, progress);
        skips.add(split, maps.skipped());
        return maps;
    }

    private void nameWhatIsMissing(Optional<SplitMaps> test, Optional<BoxEvaluation> boxes, Optional<Double> pixels) {
        if (test.isEmpty()) {
            missing.put("test", "the data set has no test part; data.split can make one");
            return;
        }
        if (boxes.isEmpty()) {
            missing.put("localization", WITHOUT_BOXES);
        }
        if (pixels.isEmpty()) {
            missing.put("pxAp", "the test part has no masks");
        }
    }

    /** The threshold to predict with: the one of the largest contour at overlap 50 percent, chosen on val where possible. */
    private ModelCard card(Optional<BoxEvaluation> boxes, Optional<Validation> validation) {
        if (validation.isPresent()) {
            double threshold = threshold(validation.get().thresholds());
            return new ModelCard(dataset.classNames(), threshold, "best on the val part");
        }
        return boxes.map(found -> new ModelCard(
                        dataset.classNames(), threshold(found.bestThresholds("test")), "best on the test part"))
                .orElseGet(() -> new ModelCard(
                        dataset.classNames(), THRESHOLD_WITHOUT_BOXES, "default: the data set has no boxes"));
    }

    private static double threshold(ThresholdChoice choice) {
        return choice.threshold(BoxRule.LARGEST_CONTOUR, 50).orElse(THRESHOLD_WITHOUT_BOXES);
    }

    private void writeTables(
            SplitMaps maps, Optional<BoxEvaluation> boxes, double threshold, Map<Integer, GapDiagnosis> gaps) {
        RunTables tables = new RunTables(
                folder,
                dataset.classNames(),
                maps,
                Parts.evaluationSize(config),
                boxes,
                gaps,
                image -> new RunTables.DrawnBox(threshold, scoring.box(maps, image, threshold)));
        tables.writeImages();
        if (config.evaluation().saveMaps()) {
            tables.writeMaps();
        }
    }

    private void showPictures(SplitMaps maps) {
        try (Tracker tracker = Trackers.forPictures(run, folder)) {
            MapPictures.show(config, maps, steps, tracker);
        }
    }

    private static Localization transferred(BoxEvaluation test, Validation validation, Optional<Double> pixels) {
        return LocalizationNumbers.of(test.report(new Protocol.Transferred(validation.thresholds())), pixels);
    }

    /** The thresholds that are best on the validation part, where they are asked for and the part has boxes. */
    private Optional<Validation> validation(Backbone backbone, ParameterStore store) {
        if (!config.evaluation().protocol().contains(TRANSFERRED)) {
            return Optional.empty();
        }
        Optional<DataSplit> split = Parts.validation(dataset);
        if (split.isEmpty()) {
            missing.put(TRANSFERRED, "the data set has no val part to choose thresholds on; data.split can make one");
            return Optional.empty();
        }
        SplitMaps maps = maps(backbone, store, split.get());
        Optional<BoxEvaluation> boxes = scoring.boxes(maps);
        if (boxes.isEmpty()) {
            missing.put(TRANSFERRED, "the val part has no boxes to choose thresholds with");
        }
        return boxes.map(found -> new Validation(
                found.bestThresholds("val"), found.images().size(), ValidationWatch.countBoxes(split.get())));
    }

    private TestScores scores(Optional<SplitMaps> test, Optional<BoxEvaluation> boxes, Localization localization) {
        Optional<Accuracy> accuracy = test.map(Accuracy::of);
        boolean fewClasses = dataset.classNames().size() <= FIVE;
        if (fewClasses) {
            missing.put("top5", "with " + dataset.classNames().size() + " classes the right one is always among five");
        }
        return new TestScores(
                test.map(maps -> maps.images().size()).orElse(0),
                ORACLE,
                new Classification(
                        RunTraining.optional(accuracy.map(Accuracy::top1)),
                        RunTraining.optional(accuracy.map(Accuracy::top5).filter(value -> !fewClasses))),
                localization,
                boxes.map(found -> LocalizationNumbers.thresholds(found.report(new Protocol.Oracle())))
                        .orElse(Map.of()),
                boxes.map(found ->
                                ImageSpread.intervals(found, config.evaluation().bootstrap(), config.seed()))
                        .orElse(Map.of()),
                boxes.map(ImageSpread::sizes).orElse(Map.of()));
    }

    private RunMetrics metrics(
            TestScores test,
            Map<String, Localization> protocols,
            Map<Integer, GapDiagnosis> gaps,
            long boxesUsed,
            Optional<Validation> validation,
            long beganNanos) {
        double minutes = (System.nanoTime() - beganNanos) / 6e10;
        return new RunMetrics(
                config.method().selection().name(),
                config.seed(),
                OptionalDouble.of(minutes),
                Math.toIntExact(boxesUsed),
                validation.map(found -> new BoxesForThreshold(found.images(), Math.toIntExact(found.boxes()))),
                test,
                protocols,
                GapNumbers.means(gaps),
                missing);
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
        Localization honest = metrics.protocols().get(TRANSFERRED);
        if (honest != null) {
            put(summary, "maxBoxAccV2.transferred", honest.maxBoxAccV2());
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

    /** Thresholds chosen on the validation part, and how many of its images and boxes that took. */
    private record Validation(ThresholdChoice thresholds, int images, long boxes) {}
}
