package org.wsol.pipeline;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import org.wsol.core.InvalidInputException;
import org.wsol.core.data.DataSplit;
import org.wsol.core.data.Dataset;
import org.wsol.core.data.SplitName;
import org.wsol.core.progress.Progress;
import org.wsol.data.batch.ImageBatchLoader;
import org.wsol.data.batch.Reading.OnError;
import org.wsol.data.check.DamagedImages;
import org.wsol.data.check.TrainableClasses;
import org.wsol.engine.backend.ComputeThreads;
import org.wsol.engine.backend.NativeBackend;
import org.wsol.engine.backend.ThreadLimit;
import org.wsol.engine.exchange.GradientExchange;
import org.wsol.engine.train.Optimizer;
import org.wsol.engine.train.Sharding;
import org.wsol.eval.protocol.Protocol.ThresholdChoice;
import org.wsol.pipeline.TrainingSummary.ThresholdSelection;
import org.wsol.pipeline.evaluation.Evaluation;
import org.wsol.pipeline.internal.CheckpointFolder;
import org.wsol.pipeline.internal.CheckpointSplit;
import org.wsol.pipeline.internal.ComponentFactory;
import org.wsol.pipeline.internal.InferenceNetwork;
import org.wsol.pipeline.internal.ModelCard;
import org.wsol.pipeline.internal.Network;
import org.wsol.pipeline.internal.RecipeWarnings;
import org.wsol.pipeline.recipe.Recipe;

/**
 * Trains a network to localize objects from image-level labels. The same recipe, data and number of threads give
 * bit-identical parameters, from Java and from an experiment file. Immutable; parallel trainings need memory for each.
 */
public final class LocalizationTrainer {
    private static final String TRANSFERRED = "transferred";

    private static final int FEWEST_CLASSES = 2;

    private final Recipe recipe;
    private final Optional<Path> checkpoints;
    private final Optional<Integer> threads;
    private final Progress progress;
    private final GradientExchange exchange;

    private LocalizationTrainer(
            Recipe recipe,
            Optional<Path> checkpoints,
            Optional<Integer> threads,
            Progress progress,
            GradientExchange exchange) {
        this.recipe = recipe;
        this.checkpoints = checkpoints;
        this.threads = threads;
        this.progress = progress;
        this.exchange = exchange;
    }

    /**
     * Creates a trainer without checkpoints that uses all processors.
     *
     * @throws InvalidInputException if the options of the backbone do not fit together
     */
    public static LocalizationTrainer of(Recipe recipe) {
        Objects.requireNonNull(recipe, "recipe");
        ComponentFactory.backbone(recipe, FEWEST_CLASSES);
        return new LocalizationTrainer(
                recipe, Optional.empty(), Optional.empty(), Progress.NONE, GradientExchange.alone());
    }

    /**
     * Stores checkpoints in a folder, and resumes from its last one. Without checkpoints, an exception at the end of a
     * training, for example of the listener, loses the result.
     *
     * @param folder created if missing; one training per folder
     */
    public LocalizationTrainer checkpoints(Path folder) {
        Objects.requireNonNull(folder, "folder");
        return new LocalizationTrainer(recipe, Optional.of(folder), threads, progress, exchange);
    }

    /** Sets the number of threads, at least 1; by default all processors available to the process. */
    public LocalizationTrainer threads(int count) {
        if (count < 1) {
            throw new InvalidInputException("a training needs at least 1 thread, was " + count);
        }
        return new LocalizationTrainer(recipe, checkpoints, Optional.of(count), progress, exchange);
    }

    /** Sets the display of the progress of evaluations. */
    public LocalizationTrainer progress(Progress shown) {
        Objects.requireNonNull(shown, "shown");
        return new LocalizationTrainer(recipe, checkpoints, threads, shown, exchange);
    }

    /**
     * Shares the recipe's shards ({@code train.shards}) with other workers, which train the same recipe on the same
     * data with the same folder of checkpoints and number of threads: the first one calls {@link #fit}, all others
     * {@link #assist}.
     *
     * @param workers the exchange, which belongs to the caller
     */
    public LocalizationTrainer exchange(GradientExchange workers) {
        Objects.requireNonNull(workers, "workers");
        return new LocalizationTrainer(recipe, checkpoints, threads, progress, workers);
    }

    /**
     * Trains, resuming from the last checkpoint if there is one, and chooses the threshold of the model: the best one
     * on the validation split if it has boxes and the recipe uses transferred thresholds, else 0.2, or 0.5 for norm
     * maps.
     *
     * @param dataset the data set, which must have a train split; the test split is not used
     * @return the trained model, closed by the caller
     * @throws TrainingStoppedException if the listener asked to stop
     * @throws org.wsol.core.TrainingException when the loss is no longer a number
     * @throws org.wsol.core.DataException if images or annotations cannot be used
     * @throws InvalidInputException if recipe, data set and checkpoints are inconsistent
     */
    public TrainedModel fit(Dataset dataset, TrainingListener listener) {
        Objects.requireNonNull(dataset, "dataset");
        Objects.requireNonNull(listener, "listener");
        if (exchange.rank() != 0) {
            throw new IllegalStateException("worker " + exchange.rank() + " of a training assists the first one");
        }
        return within(count -> fit(dataset, listener, count));
    }

    /**
     * Computes this worker's shards of a training until it ends. Nothing is validated or written: the first worker does that.
     *
     * @param stop called after every exchange; once it returns true, all workers stop and the first one writes a checkpoint
     * @throws org.wsol.engine.exchange.WorkerLostException when another worker is gone
     * @throws org.wsol.core.TrainingException when the loss is no longer a number
     */
    public void assist(Dataset dataset, BooleanSupplier stop) {
        within(count -> {
            DataSplit images = ComponentFactory.require(dataset, SplitName.TRAIN);
            try (Network network =
                            Network.untrained(recipe, dataset.classNames().size(), count);
                    CheckpointFolder folder = CheckpointFolder.of(checkpoints);
                    ImageBatchLoader loader = loader(images);
                    Optimizer optimizer = ComponentFactory.optimizer(recipe)) {
                var setup = ComponentFactory.setup(recipe, network.backbone(), loader.batchesPerEpoch());
                new TrainingAssistant(network, loader, optimizer, setup, sharding(), folder).train(stop);
            }
            return true;
        });
    }

    private <T> T within(IntFunction<T> work) {
        NativeBackend.start();
        int count = threads.orElseGet(ComputeThreads::byDefault);
        return ThreadLimit.within(count, () -> {
            ComputeThreads.use(count);
            return work.apply(count);
        });
    }

    private Sharding sharding() {
        return new Sharding(recipe.train().shards(), recipe.train().exchange(), exchange);
    }

    private ImageBatchLoader loader(DataSplit images) {
        return ImageBatchLoader.training(images, recipe.data(), recipe.train().batch(), recipe.seed());
    }

    private TrainedModel fit(Dataset dataset, TrainingListener listener, int count) {
        CheckpointSplit.check(recipe, dataset);
        if (checkpoints.isEmpty() && !recipe.train().checkpoint().keep().isEmpty()) {
            throw new InvalidInputException("train.checkpoint.keep needs a folder: name one with checkpoints(folder)");
        }
        DataSplit images = ComponentFactory.require(dataset, SplitName.TRAIN);
        TrainableClasses.require(images, dataset.classNames());
        if (checkpoints.isEmpty()) {
            requireUndamaged(thresholdSplit(dataset)); // an error after the training would lose its result
        }
        RecipeWarnings.of(recipe, dataset).forEach(listener::warned);
        Network network = Network.untrained(recipe, dataset.classNames().size(), count);
        try {
            Network.requireMap(recipe, network.method(), network.backbone()); // before the training
            TrainingSummary summary = train(network, dataset, images, listener);
            return model(new InferenceNetwork(network), dataset, summary, listener);
        } catch (RuntimeException | Error e) {
            network.close();
            throw e;
        }
    }

    private TrainingSummary train(Network network, Dataset dataset, DataSplit images, TrainingListener listener) {
        try (CheckpointFolder folder = CheckpointFolder.of(checkpoints);
                ImageBatchLoader loader = loader(images);
                Optimizer optimizer = ComponentFactory.optimizer(recipe)) {
            var setup = ComponentFactory.setup(recipe, network.backbone(), loader.batchesPerEpoch());
            return new TrainingSession(network, dataset, loader, optimizer, setup, sharding(), folder, listener)
                    .train();
        }
    }

    private TrainedModel model(
            InferenceNetwork network, Dataset dataset, TrainingSummary summary, TrainingListener listener) {
        ModelCard card =
                ModelCard.withoutBoxes(dataset.classNames(), recipe.evaluation().map());
        TrainedModel model = new TrainedModel(recipe, card, network, Optional.of(summary), Optional.empty());
        return thresholdSplit(dataset)
                .flatMap(split -> selected(model, split, listener))
                .orElse(model);
    }

    /** The split on which the threshold is chosen after the training, if it is. */
    private Optional<DataSplit> thresholdSplit(Dataset dataset) {
        return recipe.evaluation().protocol().contains(TRANSFERRED)
                ? ComponentFactory.validation(dataset)
                : Optional.empty();
    }

    private void requireUndamaged(Optional<DataSplit> split) {
        if (recipe.data().reading().onError() == OnError.FAIL) {
            DamagedImages.requireNone(split.stream().toList());
        }
    }

    private Optional<TrainedModel> selected(TrainedModel model, DataSplit split, TrainingListener listener) {
        Evaluation evaluation = model.evaluate(split, progress);
        listener.imagesSkipped(split, evaluation.predictions().skipped());
        return evaluation.boxes().map(boxes -> {
            ThresholdChoice chosen = boxes.bestThresholds(SplitName.VAL.id());
            long count = CheckpointSplit.countBoxes(split);
            return model.with(new ThresholdSelection(chosen, boxes.images().size(), count));
        });
    }
}
