package org.wsol.experiment.training;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.wsol.core.data.SplitName;
import org.wsol.engine.backend.ThreadLimit;
import org.wsol.experiment.runfolder.DataSums;
import org.wsol.experiment.runfolder.PlannedRun;
import org.wsol.experiment.runfolder.RunContext;
import org.wsol.experiment.runfolder.RunExecutor;
import org.wsol.experiment.runfolder.RunFolder;
import org.wsol.experiment.runfolder.RunOutcome;
import org.wsol.experiment.schema.ExperimentConfig;
import org.wsol.pipeline.TrainedModel;

/** Scores the network of a finished run on other data, without training. */
public final class ScoringExecutor implements RunExecutor {
    private final ExperimentExecutor data = new ExperimentExecutor();
    private final Path trained;
    private final SplitName split;

    /**
     * An executor of one run.
     *
     * @param trained the folder of the finished run
     * @param split the split that is scored
     */
    public ScoringExecutor(Path trained, SplitName split) {
        this.trained = trained;
        this.split = split;
    }

    @Override
    public void prepare() {
        data.prepare();
    }

    @Override
    public DataSums data(ExperimentConfig config) {
        return data.data(config);
    }

    @Override
    public Map<String, Class<?>> code(ExperimentConfig config) {
        return data.code(config);
    }

    @Override
    public Optional<Duration> roughTime(ExperimentConfig config) {
        return Optional.empty();
    }

    @Override
    public Map<String, String> environment() {
        return data.environment();
    }

    @Override
    public RunOutcome execute(PlannedRun run, RunFolder folder, RunContext context) {
        return ThreadLimit.within(context.threads(), () -> score(run, folder, context));
    }

    private RunOutcome score(PlannedRun run, RunFolder folder, RunContext context) {
        long began = System.nanoTime();
        try (TrainedModel model = TrainedModel.load(trained, run.experiment().recipe())) {
            ScoredDataset scored =
                    ScoredDataset.of(data.opened(run.experiment(), context.progress()), split, model.classNames());
            return new RunEvaluation(run, folder, context, scored, new SkipRecord(folder.path()))
                    .evaluate(model, began);
        }
    }
}
