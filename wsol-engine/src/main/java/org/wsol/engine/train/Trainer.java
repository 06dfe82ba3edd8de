package org.wsol.engine.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.wsol.core.TrainingException;
import org.wsol.engine.data.Batch;
import org.wsol.engine.data.BatchLoader;
import org.wsol.engine.data.BatchLoader.BatchStream;
import org.wsol.engine.graph.GraphExecutorFactory;
import org.wsol.engine.graph.GraphResult;
import org.wsol.engine.graph.ParameterStore;
import org.wsol.engine.train.StepListener.StepResult;

/**
 * The training loop. Everything it does depends on the parameters, the optimizer's state and the number of steps done, so
 * a run continued from these equals one that was never interrupted.
 */
public final class Trainer implements AutoCloseable {
    private final TrainingSetup setup;
    private final ParameterStore parameters;
    private final Optimizer optimizer;
    private final GraphExecutorFactory executors;
    private final NoiseSource noise;
    private Optional<Phase> phase = Optional.empty();
    private EpochMeter meter = new EpochMeter();

    /** A graph for the terms that are active. */
    private record Phase(List<String> terms, TrainingStep step) {}

    /**
     * A trainer of the caller's parameters.
     *
     * @param executors makes what runs the graphs
     */
    public Trainer(
            TrainingSetup setup, ParameterStore parameters, Optimizer optimizer, GraphExecutorFactory executors) {
        this.setup = setup;
        this.parameters = parameters;
        this.optimizer = optimizer;
        this.executors = executors;
        this.noise = NoiseSource.seeded(setup.seed());
    }

    /**
     * Trains from a step to the end of the run, or until the listener asks to stop.
     *
     * @param loader the training images
     * @param firstStep optimizer steps that were done before; 0 for a new run
     * @return the number of steps done, equal to the run's length unless it was stopped
     * @throws TrainingException when the loss is no longer a number; parameters are those before that step
     */
    public long run(BatchLoader loader, long firstStep, StepListener listener) {
        long step = firstStep;
        while (step < setup.length().totalSteps() && !listener.stopRequested()) {
            step = epoch(loader, step, listener);
        }
        return step;
    }

    private long epoch(BatchLoader loader, long firstStep, StepListener listener) {
        long length = loader.batchesPerEpoch();
        int epoch = Math.toIntExact(firstStep / length);
        long end = Math.min((epoch + 1) * length, setup.length().totalSteps());
        long step = firstStep;
        meter.start();
        try (BatchStream stream = loader.epoch(epoch, Math.toIntExact(firstStep % length))) {
            Optional<Batch> batch = stream.next();
            while (batch.isPresent() && epoch * length + stream.position() < end) {
                // a batch without a readable image counts as a step: a training resumed from here repeats none
                step = epoch * length + stream.position();
                StepResult result = step(loader, batch.get(), step);
                step++;
                meter.add(result, stream.waitNanos());
                listener.stepDone(epoch, step, result, meter.speed());
                if (listener.wantsTermGradients(step)) {
                    TermGradients gradients = new TermGradients(setup, parameters, noise, executors);
                    listener.termGradients(step, gradients.norms(batch.get(), step - 1));
                }
                if (step < end && listener.stopRequested()) {
                    return step;
                }
                batch = step < end ? stream.next() : Optional.empty();
            }
        }
        // a batch without a readable image counts as a step, so that all epochs are equally long
        EpochSummary summary = meter.summary(epoch, end, setup.learningRate(end - 1));
        meter = new EpochMeter();
        listener.epochDone(summary);
        return end;
    }

    /**
     * What a checkpoint must keep, beside parameters and the optimizer's state, to resume inside an epoch: the sums its
     * means are made of. Empty between epochs.
     */
    public Map<String, String> epochNotes() {
        return meter.notes();
    }

    /** Restores {@link #epochNotes} before {@link #run}; other texts among them are ignored. */
    public void resumeEpoch(Map<String, String> notes) {
        meter = EpochMeter.resumed(notes);
    }

    private StepResult step(BatchLoader loader, Batch batch, long step) {
        TrainingStep current = phaseFor(step);
        GraphResult arrays = current.evaluate(batch, step);
        StepResult result = current.measure(arrays, batch);
        requireNumbers(loader, batch, step, result);
        current.apply(arrays, result, batch, step, optimizer);
        return result;
    }

    private TrainingStep phaseFor(long step) {
        List<String> terms = setup.activeTerms(step);
        if (phase.isEmpty() || !phase.get().terms().equals(terms)) {
            close();
            phase = Optional.of(new Phase(
                    terms, new TrainingStep(setup, parameters, noise, Set.copyOf(terms), Set.of(), executors)));
        }
        return phase.get().step();
    }

    private static void requireNumbers(BatchLoader loader, Batch batch, long step, StepResult result) {
        List<String> bad = new ArrayList<>();
        result.terms().forEach((name, value) -> {
            if (!Double.isFinite(value)) {
                bad.add(name + " = " + value);
            }
        });
        if (bad.isEmpty() && Double.isFinite(result.total())) {
            return;
        }
        List<String> images = new ArrayList<>();
        for (int index : batch.indices()) {
            images.add(loader.split().imageId(index));
        }
        throw new TrainingException("the loss is NaN or infinite at step " + step + ": "
                + String.join(", ", bad.isEmpty() ? List.of("total = " + result.total()) : bad)
                + ". Images of the batch: " + String.join(", ", images)
                + ". A lower train.lr or a longer warm-up usually helps; the last checkpoint is kept.");
    }

    @Override
    public void close() {
        phase.ifPresent(current -> current.step().close());
        phase = Optional.empty();
    }
}
