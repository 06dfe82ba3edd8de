package org.wsol.experiment.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.nd4j.linalg.api.buffer.DataType;
import org.wsol.config.schema.Selection;
import org.wsol.core.InvalidInputException;
import org.wsol.core.data.Dataset;
import org.wsol.core.data.SplitName;
import org.wsol.core.progress.Progress;
import org.wsol.engine.backend.BackendInfo;
import org.wsol.engine.backend.ComputeThreads;
import org.wsol.engine.backend.NativeBackend;
import org.wsol.engine.backend.SpeedProbe;
import org.wsol.engine.backend.ThreadLimit;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.ParameterStore;
import org.wsol.engine.plan.PlannedExecutors;
import org.wsol.experiment.runfolder.Hashes;
import org.wsol.experiment.runfolder.PlannedRun;
import org.wsol.experiment.runfolder.RunContext;
import org.wsol.experiment.runfolder.RunExecutor;
import org.wsol.experiment.runfolder.RunFolder;
import org.wsol.experiment.runfolder.RunOutcome;
import org.wsol.experiment.schema.ExperimentConfig;

/** Trains and evaluates on this machine. */
public final class ExperimentExecutor implements RunExecutor {
    private final Map<Selection, Dataset> datasets = new ConcurrentHashMap<>();
    private OptionalDouble convolutionGigaflops = OptionalDouble.empty();

    @Override
    public void prepare() {
        NativeBackend.start();
    }

    @Override
    public void check(ExperimentConfig config) {
        Dataset dataset = opened(config);
        Parts.require(dataset, SplitName.TRAIN);
        Parts.backbone(config, dataset.classNames().size());
        Parts.batchSteps(config);
        config.train().checkpoint().saveBest().ifPresent(choice -> ValidationWatch.check(choice, dataset));
        FirstLook.at(config, dataset);
    }

    @Override
    public Optional<String> lacks(ExperimentConfig config, RunFolder finished) {
        if (config.train().checkpoint().keep().isEmpty()) {
            return Optional.empty();
        }
        Set<Long> missing = KeptCheckpoints.missing(config, Parts.length(config, opened(config)), finished);
        return missing.isEmpty() ? Optional.empty() : Optional.of("checkpoints of steps " + missing + " were not kept");
    }

    @Override
    public List<String> warnings(ExperimentConfig config) {
        return Doubts.of(config, Parts.length(config, opened(config)));
    }

    private Dataset opened(ExperimentConfig config) {
        return opened(config, Progress.NONE);
    }

    /** Data sets are lists, the images stay on disk: those of a session's runs are read once, for planning and computing. */
    private Dataset opened(ExperimentConfig config, Progress progress) {
        return Parts.sized(
                config, datasets.computeIfAbsent(config.data().layout(), layout -> Parts.lists(layout, progress)));
    }

    @Override
    public String dataFingerprint(ExperimentConfig config) {
        String data = opened(config).fingerprint();
        return config.model()
                .pretrained()
                .map(file -> Hashes.sha256(data + contentHash(file)))
                .orElse(data);
    }

    private static String contentHash(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new InvalidInputException("model.pretrained: there is no weight file " + file
                    + "; 'The weight file' in docs/your-own-data.md shows how to write one");
        }
        try {
            return Hashes.sha256(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    @Override
    public Optional<Duration> roughTime(ExperimentConfig config) {
        if (convolutionGigaflops.isEmpty()) {
            NativeBackend.start();
            convolutionGigaflops = OptionalDouble.of(SpeedProbe.convolutionGigaflops());
        }
        return Optional.of(new RoughTime(convolutionGigaflops.getAsDouble()).of(config, opened(config)));
    }

    @Override
    public Map<String, String> environment() {
        BackendInfo info = NativeBackend.start();
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("backend", info.toString());
        return environment;
    }

    @Override
    public RunOutcome execute(PlannedRun run, RunFolder folder, RunContext context) {
        return ThreadLimit.within(context.threads(), () -> compute(run, folder, context));
    }

    private RunOutcome compute(PlannedRun run, RunFolder folder, RunContext context) {
        NativeBackend.start();
        ComputeThreads.use(context.threads());
        long began = System.nanoTime();
        ExperimentConfig config = run.experiment();
        Dataset dataset = opened(config, context.progress());
        Backbone backbone = Parts.backbone(config, dataset.classNames().size());
        try (ParameterStore store = new ParameterStore(DataType.FLOAT, config.seed());
                PlannedExecutors executors = new PlannedExecutors(context.threads())) {
            Parts.initialize(config, backbone, store);
            SkipRecord skips = new SkipRecord(folder.path());
            RunTraining training = new RunTraining(run, folder, context, dataset, backbone, store, executors, skips);
            RunTraining.Ending ending = training.train();
            if (!ending.complete()) {
                return new RunOutcome.Interrupted("stopped after step " + ending.done() + " of " + ending.total()
                        + "; the same command goes on from there");
            }
            if (context.stop().isRequested()) {
                return new RunOutcome.Interrupted("trained, but not evaluated; the same command goes on from there");
            }
            training.validation().restoreBest();
            RunEvaluation evaluation =
                    new RunEvaluation(run, folder, dataset, executors, ending.done(), context.progress(), skips);
            RunOutcome.Finished finished = evaluation.evaluate(
                    backbone,
                    store,
                    training.validation().boxesUsed(context.monitor()),
                    began - training.earlierNanos());
            return new RunOutcome.Finished(finished.summary(), finished.boxAnnotationsUsed(), ending.stoppedEarly());
        }
    }
}
