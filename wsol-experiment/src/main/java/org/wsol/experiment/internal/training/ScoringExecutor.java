package org.wsol.experiment.internal.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wsol.core.StorageException;
import org.wsol.core.data.DataSplit;
import org.wsol.core.data.SplitName;
import org.wsol.core.progress.Progress;
import org.wsol.data.split.SubsetSplit;
import org.wsol.engine.backend.ThreadLimit;
import org.wsol.experiment.internal.runfolder.ModelFiles;
import org.wsol.experiment.internal.runfolder.PlannedRun;
import org.wsol.experiment.internal.runfolder.RunContext;
import org.wsol.experiment.internal.runfolder.RunContext.WorkStoppedException;
import org.wsol.experiment.internal.runfolder.RunExecutor;
import org.wsol.experiment.internal.runfolder.RunExecutor.DataSums;
import org.wsol.experiment.internal.runfolder.RunExecutor.RunOutcome;
import org.wsol.experiment.internal.runfolder.RunFolder;
import org.wsol.experiment.schema.ExperimentConfig;
import org.wsol.pipeline.TrainedModel;
import org.wsol.pipeline.archive.LocalizerArchive;
import org.wsol.pipeline.evaluation.PredictionFile;
import org.wsol.pipeline.evaluation.SplitPredictions;
import org.wsol.pipeline.internal.Checkpoint;

/** Scores the network of a finished run or a localizer's file on other data, without training. */
public final class ScoringExecutor implements RunExecutor {
    private final ExperimentExecutor data = new ExperimentExecutor();
    private final Path trained;
    private final SplitName split;
    private final List<Path> answers;

    /**
     * Creates an executor of one run.
     *
     * @param trained the folder of the finished run, or a localizer's file
     * @param split the split that is scored
     */
    public ScoringExecutor(Path trained, SplitName split) {
        this(trained, split, List.of());
    }

    private ScoringExecutor(Path trained, SplitName split, List<Path> answers) {
        this.trained = trained;
        this.split = split;
        this.answers = List.copyOf(answers);
    }

    /** The same with the network's predictions in files written by {@link #answer}, for all images in order. */
    public ScoringExecutor with(List<Path> files) {
        return new ScoringExecutor(trained, split, files);
    }

    /** The number of images to score. */
    public int images(ExperimentConfig config) {
        return data.opened(config, Progress.NONE)
                .split(split)
                .map(DataSplit::size)
                .orElse(0);
    }

    /** What every worker that scores a range must find on its machine. */
    public WorkOrigin origin(PlannedRun run) {
        return new WorkOrigin(run.identity().hash(), data.imageSample(run.experiment()));
    }

    /**
     * Writes the network's predictions for a range of the images to a file. If ranges start at multiples of the batch
     * size, results are identical to those of a single range.
     *
     * @param from the first image
     * @param to the index after the last image
     */
    public void answer(PlannedRun run, int from, int to, int threads, Path file) {
        ThreadLimit.within(threads, () -> {
            try (TrainedModel model =
                    TrainedModel.load(trained, run.experiment().recipe())) {
                DataSplit images =
                        scored(run, model.classNames(), Progress.NONE).scored();
                SplitPredictions found = model.answers(SubsetSplit.range(images, from, to), Progress.NONE);
                PredictionFile.write(file, found, from);
                return found;
            }
        });
    }

    /**
     * Checks the data set before a run folder is created.
     *
     * @throws org.wsol.core.InvalidInputException if there is no such split, or the model does not have one of its classes
     * @throws org.wsol.core.DataException if lists or annotations cannot be used
     */
    public void requireScorable(PlannedRun run) {
        scored(run, ModelFiles.classNames(trained), Progress.NONE);
    }

    private ScoredDataset scored(PlannedRun run, List<String> classNames, Progress progress) {
        return ScoredDataset.of(data.opened(run.experiment(), progress), split, classNames);
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

    /** Copies the scored network to the run's folder, as after training. */
    private void takeOver(RunFolder folder) {
        Path weights = folder.checkpoints().resolve(Checkpoint.LAST);
        try {
            Files.createDirectories(folder.checkpoints());
            Files.deleteIfExists(weights); // left by an aborted computation
        } catch (IOException e) {
            throw new StorageException("cannot make " + folder.checkpoints(), e);
        }
        LocalizerArchive.open(trained).copyWeights(weights);
    }

    private RunOutcome score(PlannedRun run, RunFolder folder, RunContext context) {
        long began = System.nanoTime();
        if (Files.isRegularFile(trained)) {
            takeOver(folder);
        }
        try (TrainedModel model = TrainedModel.load(trained, run.experiment().recipe())) {
            ScoredDataset scored = scored(run, model.classNames(), context.interruptible());
            Optional<SplitPredictions> given = answers.isEmpty()
                    ? Optional.empty()
                    : Optional.of(PredictionFile.joined(model.use().data(), scored.scored(), answers));
            return new RunEvaluation(run, folder, context, scored, new SkipRecord(folder.path()))
                    .evaluate(model, began, given);
        } catch (WorkStoppedException e) {
            return new RunOutcome.Interrupted(e.getMessage() + "; the same command scores it again");
        }
    }
}
