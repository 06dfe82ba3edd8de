package org.wsol.engine.train;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.wsol.core.TrainingException;
import org.wsol.engine.data.BatchLoader;
import org.wsol.engine.graph.GraphExecutorFactory;
import org.wsol.engine.graph.ParameterStore;
import org.wsol.engine.train.StepListener.StepResult;

/**
 * The training loop. Its behaviour depends only on the parameters, the optimizer's state and the number of steps done,
 * so a run resumed from these equals an uninterrupted one.
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

    /** A graph for the active terms. */
    private record Phase(List<String> terms, TrainingStep step) {}

    /**
     * Creates a trainer of the caller's parameters.
     *
     * @param executors creates the executors of the graphs
     */
    public Trainer(
            TrainingSetup setup, ParameterStore parameters, Optimizer optimizer, GraphExecutorFactory executors) {
        this(setup, parameters, optimizer, executors, Sharding.none());
    }

    /** Creates a trainer of the caller's parameters together with other workers, which all have the same parameters. */
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
     * Trains from a step to the end of the run, or until the listener asks to stop, which takes effect after the next
     * exchange of parameters.
     *
     * @param loader the training images
     * @param firstStep optimizer steps done before; 0 for a new run
     * @return the number of steps done, equal to the run's length unless it was stopped
     * @throws TrainingException if the loss is not finite; parameters are those before that step, or undefined if they
     *     are exchanged every few steps
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
                StepBatches.of(loader, epoch, Math.toIntExact(firstStep % length), setup, parameters, sharding)) {
            boolean more = batches.next();
            while (more && epoch * length + batches.position() < end) {
                // a batch without a readable image counts as a step: so that a resumed training repeats no batch
                step = epoch * length + batches.position();
                List<StepResult> results = batches.run(phaseFor(step), step, optimizer);
                step++;
                if (!results.isEmpty()) {
                    report(epoch, step, results, batches, listener);
                    if (step < end && stops(listener)) {
                        return step;
                    }
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

    /** Reports the last steps, after which all shards have the same parameters. */
    private void report(int epoch, long done, List<StepResult> results, StepBatches batches, StepListener listener) {
        long first = done - results.size() + 1;
        for (int i = 0; i < results.size(); i++) {
            meter.add(results.get(i), batches.waitNanos());
            listener.stepDone(epoch, first + i, results.get(i), meter.speed());
        }
        listener.parametersReady(done);
        if (LongStream.rangeClosed(first, done).anyMatch(listener::wantsTermGradients)) {
            measureTerms(batches, done, listener);
        }
    }

    /**
     * The notes a checkpoint must store, in addition to parameters and the optimizer's state, to resume within an
     * epoch: the sums of its means. Empty between epochs.
     */
    public Map<String, String> epochNotes() {
        return meter.notes();
    }

    /** Restores {@link #epochNotes} before {@link #run}; other notes are ignored. */
    public void resumeEpoch(Map<String, String> notes) {
        meter = EpochMeter.resumed(notes);
    }

    /** All workers stop together as soon as one is asked to stop. */
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
