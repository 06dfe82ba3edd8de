package org.wsol.experiment.internal.training;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wsol.core.component.TrainingSpan;
import org.wsol.core.data.DataSplit;
import org.wsol.core.internal.Required;
import org.wsol.core.progress.Progress;
import org.wsol.data.batch.ImageBatchLoader.SkippedImage;
import org.wsol.engine.train.EpochSummary;
import org.wsol.engine.train.RunLength;
import org.wsol.engine.train.StepListener.StepResult;
import org.wsol.engine.train.StepListener.TrainingSpeed;
import org.wsol.experiment.internal.runfolder.PlannedRun;
import org.wsol.experiment.internal.runfolder.RunContext;
import org.wsol.experiment.internal.runfolder.RunFolder;
import org.wsol.experiment.internal.runfolder.RunMonitor;
import org.wsol.experiment.internal.tracking.MetricLines;
import org.wsol.experiment.internal.tracking.Tracker;
import org.wsol.experiment.internal.tracking.Tracker.MetricEvent;
import org.wsol.experiment.internal.tracking.Trackers;
import org.wsol.pipeline.TrainingListener;
import org.wsol.pipeline.evaluation.SplitPredictions;

/**
 * Forwards the events of a run's training to its trackers, the progress display, the monitor and the list of skipped
 * images.
 */
final class TrainingRecorder implements TrainingListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TrainingRecorder.class);
    private static final String LOSS = "loss_";
    private static final String TOTAL = LOSS + "total";

    private final PlannedRun run;
    private final RunFolder folder;
    private final RunContext context;
    private final SkipRecord skips;
    private final LossJumps jumps = new LossJumps();
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private Tracker tracker = new Trackers(List.of());
    private Progress.Task task = Progress.NONE.start("", 0);
    private RunLength length = new RunLength(1, 1, 1);
    private boolean finishesEarly;

    TrainingRecorder(PlannedRun run, RunFolder folder, RunContext context, SkipRecord skips) {
        this.run = run;
        this.folder = folder;
        this.context = context;
        this.skips = skips;
    }

    /** Warnings are printed when the experiment is planned. */
    @Override
    public void warned(String warning) {}

    @Override
    public void started(RunLength whole, long firstStep) {
        length = whole;
        Trackers trackers = Trackers.open(run, folder, firstStep);
        open.push(trackers);
        tracker = trackers;
        Progress.Task shown = context.progress().start("training " + run.tag(), whole.totalSteps());
        open.push(shown);
        task = shown;
        task.step(firstStep, "");
        repeatEarlier(firstStep);
    }

    /** Repeats for the monitor the events from before the interruption. */
    private void repeatEarlier(long firstStep) {
        List<MetricEvent> earlier = MetricLines.read(folder.metricsLines()).stream()
                .filter(event -> event.step() <= firstStep)
                .toList();
        earlier.stream()
                .filter(event -> event.kind().equals(MetricEvent.VALIDATION))
                .forEach(event -> context.monitor().evaluated(moment(event.step()), event.values()));
        earlier.stream().filter(event -> event.kind().equals(MetricEvent.EPOCH)).forEach(this::jump);
    }

    private Optional<String> jump(MetricEvent epoch) {
        Set<String> terms = new TreeSet<>(epoch.values().keySet());
        terms.removeIf(name -> !name.startsWith(LOSS) || name.equals(TOTAL));
        return jumps.next(Required.value(epoch.values(), TOTAL), terms);
    }

    @Override
    public void stepDone(int epoch, long done, StepResult result, TrainingSpeed speed) {
        task.step(1, detail(epoch, result, speed));
        Map<String, Double> values = new LinkedHashMap<>();
        values.put(TOTAL, result.total());
        result.terms().forEach((name, value) -> values.put(LOSS + name, value));
        values.put("gradient_norm", result.gradientNorm());
        tracker.metrics(new MetricEvent(MetricEvent.TRAIN, done, epochs(done), values));
    }

    private static String detail(int epoch, StepResult result, TrainingSpeed speed) {
        return String.format(
                Locale.ROOT,
                "loss %.3f, epoch %d, %.1f images/s, %.0f%% data wait",
                result.total(),
                epoch + 1,
                speed.imagesPerSecond(),
                speed.waitPercent());
    }

    @Override
    public void epochDone(EpochSummary summary) {
        MetricEvent event =
                new MetricEvent(MetricEvent.EPOCH, summary.steps(), epochs(summary.steps()), values(summary));
        tracker.metrics(event);
        jump(event).ifPresent(message -> LOG.warn("epoch {}: {}", summary.epoch() + 1, message));
    }

    @Override
    public boolean wantsTermGradients(long done) {
        TrainingSpan distance = run.experiment().tracking().termGradients();
        return !distance.isZero() && done % Math.max(1, length.steps(distance)) == 0;
    }

    @Override
    public void termGradients(long done, Map<String, Double> norms) {
        Map<String, Double> values = new LinkedHashMap<>();
        norms.forEach((term, norm) -> values.put("gradient_of_" + term, norm));
        tracker.metrics(new MetricEvent(MetricEvent.GRADIENTS, done, epochs(done), values));
    }

    @Override
    public void validated(long done, Map<String, Double> metrics, SplitPredictions predictions) {
        tracker.metrics(new MetricEvent(MetricEvent.VALIDATION, done, epochs(done), metrics));
        MapPictures.show(run.experiment().recipe(), predictions, done, tracker);
        finishesEarly |= context.monitor().evaluated(moment(done), metrics) == RunMonitor.Verdict.FINISH_EARLY;
    }

    @Override
    public void imagesSkipped(DataSplit split, List<SkippedImage> images) {
        skips.add(split, images);
    }

    private double epochs(long done) {
        return (double) done / length.stepsPerEpoch();
    }

    private RunMonitor.Moment moment(long step) {
        return new RunMonitor.Moment(step, length.stepsPerEpoch(), length.batchSize(), length.totalSteps());
    }

    private static Map<String, Double> values(EpochSummary summary) {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("lr", summary.learningRate());
        values.put(TOTAL, summary.total());
        summary.terms().forEach((name, value) -> values.put(LOSS + name, value));
        values.put("top1", summary.top1());
        values.put("seconds", summary.seconds());
        values.put("images_per_second", summary.imagesPerSecond());
        values.put("wait_percent", summary.waitPercent());
        return values;
    }

    @Override
    public boolean finishesEarly() {
        return finishesEarly;
    }

    @Override
    public boolean stopRequested() {
        return context.stop().isRequested();
    }

    /** Closes progress and trackers, even if closing one of them fails. */
    @Override
    public void close() {
        Optional<RuntimeException> failure = Optional.empty();
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (RuntimeException e) {
                failure.ifPresent(e::addSuppressed);
                failure = Optional.of(e);
            } catch (Exception e) {
                throw new IllegalStateException("closing a tracker throws no checked exception", e);
            }
        }
        failure.ifPresent(e -> {
            throw e;
        });
    }
}
