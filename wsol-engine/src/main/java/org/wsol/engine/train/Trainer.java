package org.wsol.engine.train;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.wsol.core.TrainingException;
import org.wsol.engine.data.BatchLoader;
import org.wsol.engine.graph.GraphExecutorFactory;
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
    private final Sharding sharding;
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
        this(setup, parameters, optimizer, executors, Sharding.none());
    }

    /** A trainer of the caller's parameters together with other workers, all of whom have the same. */
    public Trainer(
            TrainingSetup setup,
            ParameterStore parameters,
            Optimizer optimizer,
            GraphExecutorFactory executors,
            Sharding sharding) {
        this.sharding = sharding;
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
     * @throws org.wsol.core.InvalidInputException when the method needs whole batches and there are shards
     */
    public long run(BatchLoader loader, long firstStep, StepListener listener) {
        if (sharding.shards() > 1) {
            GradientShare.requireCuttable(setup, parameters);
        }
        long step = firstStep;
        while (step < setup.length().totalSteps() && !stops(listener)) {
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
        try (StepBatches batches =
                StepBatches.of(loader, epoch, Math.toIntExact(firstStep % length), setup, sharding)) {
            boolean more = batches.next();
            while (more && epoch * length + batches.position() < end) {
                // a batch without a readable image counts as a step: a training resumed from here repeats none
                step = epoch * length + batches.position();
                StepResult result = batches.run(phaseFor(step), step, optimizer);
                step++;
                meter.add(result, batches.waitNanos());
                listener.stepDone(epoch, step, result, meter.speed());
                if (listener.wantsTermGradients(step)) {
                    measureTerms(batches, step, listener);
                }
                if (step < end && stops(listener)) {
                    return step;
                }
                more = step < end && batches.next();
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

    /** Workers stop together, when one of them is to. */
    private boolean stops(StepListener listener) {
        return sharding.exchange().any(listener.stopRequested());
    }

    private void measureTerms(StepBatches batches, long step, StepListener listener) {
        TermGradients gradients = new TermGradients(setup, parameters, noise, executors);
        batches.first().ifPresent(batch -> listener.termGradients(step, gradients.norms(batch, step - 1)));
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

    @Override
    public void close() {
        phase.ifPresent(current -> current.step().close());
        phase = Optional.empty();
    }
}
