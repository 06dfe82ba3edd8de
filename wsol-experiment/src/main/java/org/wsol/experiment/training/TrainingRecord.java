package org.wsol.experiment.training;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wsol.core.progress.Progress;
import org.wsol.engine.train.EpochSummary;
import org.wsol.engine.train.Optimizer;
import org.wsol.engine.train.RunLength;
import org.wsol.engine.train.StepResult;
import org.wsol.engine.train.TrainingListener;
import org.wsol.engine.train.TrainingSpeed;
import org.wsol.experiment.runfolder.RunContext;
import org.wsol.experiment.runfolder.RunFolder;
import org.wsol.experiment.runfolder.RunMonitor;
import org.wsol.experiment.schema.ExperimentConfig;
import org.wsol.experiment.tracking.MetricEvent;
import org.wsol.experiment.tracking.MetricLines;
import org.wsol.experiment.tracking.Tracker;

/**
 * Writes what happens in a training, evaluates the validation part and saves checkpoints when it is time. At the end of
 * an epoch its numbers come first and the checkpoint last: who goes on from the checkpoint lacks none of them.
 */
final class TrainingRecord implements TrainingListener {
    private static final Logger LOG = LoggerFactory.getLogger(TrainingRecord.class);
    private static final String LOSS = "loss_";
    private static final String TOTAL = LOSS + "total";

    private final ExperimentConfig config;
    private final RunLength length;
    private final Tracker tracker;
    private final Progress.Task task;
    private final ValidationWatch validation;
    private final Optimizer optimizer;
    private final RunContext context;
    private final LongConsumer checkpoint;
    private final Every checkpoints;
    private final Every termGradients;
    private final KeptCheckpoints kept;
    private final LossJumps jumps = new LossJumps();
    private boolean finishesEarly;

    /**
     * @param checkpoint saves the state after so many steps
     * @param kept the states that are kept for good
     */
    TrainingRecord(
            ExperimentConfig config,
            RunLength length,
            Tracker tracker,
            Progress.Task task,
            ValidationWatch validation,
            Optimizer optimizer,
            RunContext context,
            LongConsumer checkpoint,
            KeptCheckpoints kept) {
        this.config = config;
        this.length = length;
        this.tracker = tracker;
        this.task = task;
        this.validation = validation;
        this.optimizer = optimizer;
        this.context = context;
        this.checkpoint = checkpoint;
        this.kept = kept;
        this.termGradients = Every.of(config.tracking().termGradients(), length);
        this.checkpoints = Every.of(config.train().checkpoint().every(), length);
    }

    /** Lets the monitor hear what it heard before the run was interrupted. */
    void hearEarlier(RunFolder folder, long firstStep) {
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
        return jumps.next(epoch.values().get(TOTAL), terms);
    }

    @Override
    public void stepDone(int epoch, long done, StepResult result, TrainingSpeed speed) {
        task.step(1, detail(epoch, result, speed));
        Map<String, Double> values = new LinkedHashMap<>();
        values.put(TOTAL, result.total());
        result.terms().forEach((name, value) -> values.put(LOSS + name, value));
        values.put("gradient_norm", result.gradientNorm());
        tracker.metrics(new MetricEvent(MetricEvent.TRAIN, done, epochs(done), values));
        boolean epochEnds = done % length.stepsPerEpoch() == 0 || done == length.totalSteps();
        if (!epochEnds) {
            validateAndSave(done);
        }
    }

    private static String detail(int epoch, StepResult result, TrainingSpeed speed) {
        return String.format(
                Locale.ROOT,
                "%.1f images/s, %.0f%% data wait, loss %.3f, epoch %d",
                speed.imagesPerSecond(),
                speed.waitPercent(),
                result.total(),
                epoch + 1);
    }

    @Override
    public void epochDone(EpochSummary summary) {
        MetricEvent event =
                new MetricEvent(MetricEvent.EPOCH, summary.steps(), epochs(summary.steps()), values(summary));
        tracker.metrics(event);
        jump(event).ifPresent(message -> LOG.warn("epoch {}: {}", summary.epoch() + 1, message));
        validateAndSave(summary.steps());
    }

    @Override
    public boolean wantsTermGradients(long done) {
        return termGradients.isDue(done);
    }

    @Override
    public void termGradients(long done, Map<String, Double> norms) {
        Map<String, Double> values = new LinkedHashMap<>();
        norms.forEach((term, norm) -> values.put("gradient_" + term, norm));
        tracker.metrics(new MetricEvent(MetricEvent.GRADIENTS, done, epochs(done), values));
    }

    private void validateAndSave(long done) {
        validation.evaluate(done, optimizer).ifPresent(found -> {
            Map<String, Double> metrics = found.metrics();
            tracker.metrics(new MetricEvent(MetricEvent.VALIDATION, done, epochs(done), metrics));
            MapPictures.show(config, found.maps(), done, tracker);
            finishesEarly |= context.monitor().evaluated(moment(done), metrics) == RunMonitor.Verdict.FINISH_EARLY;
        });
        kept.saveIfDue(done);
        if (checkpoints.isDue(done)) {
            checkpoint.accept(done);
        }
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

    /** Whether the monitor saw no sense in going on. */
    boolean finishesEarly() {
        return finishesEarly;
    }

    @Override
    public boolean stopRequested() {
        return finishesEarly || context.stop().isRequested();
    }
}
