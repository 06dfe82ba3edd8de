package org.wsol.pipeline.internal;

import java.util.List;
import java.util.Optional;
import org.wsol.config.schema.Selection;
import org.wsol.core.DataException;
import org.wsol.core.data.DataSplit;
import org.wsol.core.data.Dataset;
import org.wsol.core.data.SplitName;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.BackboneProvider;
import org.wsol.engine.graph.BatchNormMode;
import org.wsol.engine.train.BatchStep;
import org.wsol.engine.train.BatchStepProvider;
import org.wsol.engine.train.BatchSteps;
import org.wsol.engine.train.Method;
import org.wsol.engine.train.MethodProvider;
import org.wsol.engine.train.Optimizer;
import org.wsol.engine.train.OptimizerProvider;
import org.wsol.engine.train.RunLength;
import org.wsol.engine.train.Schedule;
import org.wsol.engine.train.ScheduleProvider;
import org.wsol.engine.train.TrainingSetup;
import org.wsol.pipeline.recipe.ModelConfig;
import org.wsol.pipeline.recipe.Recipe;
import org.wsol.pipeline.recipe.TrainConfig;
import org.wsol.pipeline.recipe.UseSettings;

/** Creates the components of a recipe from their providers. */
public final class ComponentFactory {
    private ComponentFactory() {}

    /**
     * A required split.
     *
     * @throws DataException if the data set has none of that name, or it is empty
     */
    public static DataSplit require(Dataset dataset, SplitName name) {
        DataSplit split = dataset.split(name)
                .orElseThrow(() -> new DataException("data set " + dataset.name() + " has no " + name.id()
                        + " split; a split rule under data.split can create one"));
        if (split.size() == 0) {
            throw new DataException("the " + name.id() + " split of data set " + dataset.name() + " is empty");
        }
        return split;
    }

    /** The validation split, if it exists and is not empty. */
    public static Optional<DataSplit> validation(Dataset dataset) {
        return dataset.split(SplitName.VAL).filter(split -> split.size() > 0);
    }

    /** The network for a number of classes. */
    public static Backbone backbone(Recipe recipe, int classes) {
        return backbone(UseSettings.of(recipe), classes);
    }

    /** The network for a number of classes, for inference. */
    public static Backbone backbone(UseSettings use, int classes) {
        Selection chosen = use.model().backbone();
        return backbone(chosen.<BackboneProvider<?>>as(BackboneProvider.class), chosen, use, classes);
    }

    private static <O extends Record> Backbone backbone(
            BackboneProvider<O> provider, Selection chosen, UseSettings use, int classes) {
        O options = chosen.options(provider.optionsType());
        return provider.create(options, use.data().transformation().inputSize(), classes);
    }

    /** The training setup for the given number of batches per epoch. */
    public static TrainingSetup setup(Recipe recipe, Backbone backbone, int stepsPerEpoch) {
        TrainConfig train = recipe.train();
        return new TrainingSetup(
                backbone,
                method(recipe),
                schedule(train),
                train.lr(),
                train.headLrRatio(),
                train.clipNorm(),
                recipe.data().transformation().inputSize(),
                recipe.model().batchNorm() == ModelConfig.BatchNormChoice.FROZEN
                        ? BatchNormMode.FROZEN
                        : BatchNormMode.TRAINING,
                RunLength.of(train.epochs(), stepsPerEpoch, train.batch()),
                recipe.seed(),
                batchSteps(recipe),
                train.lrGroups());
    }

    /**
     * The batch steps of a recipe.
     *
     * @throws org.wsol.core.InvalidInputException if a step is incompatible with the method
     */
    public static List<BatchStep> batchSteps(Recipe recipe) {
        List<BatchStep> steps = recipe.train().batchSteps().stream()
                .map(TrainConfig.BatchStepConfig::selection)
                .map(chosen -> create(chosen.<BatchStepProvider<?>>as(BatchStepProvider.class), chosen))
                .toList();
        BatchSteps.requireFitting(method(recipe), steps);
        return steps;
    }

    private static <O extends Record> BatchStep create(BatchStepProvider<O> provider, Selection chosen) {
        return provider.create(chosen.options(provider.optionsType()));
    }

    /** The length of a training on a data set. */
    public static RunLength length(Recipe recipe, Dataset dataset) {
        int batch = recipe.train().batch();
        int images = require(dataset, SplitName.TRAIN).size();
        return RunLength.of(recipe.train().epochs(), (images + batch - 1) / batch, batch);
    }

    /** The method. */
    public static Method method(Recipe recipe) {
        Selection chosen = recipe.method().selection();
        return create(chosen.<MethodProvider<?>>as(MethodProvider.class), chosen);
    }

    private static <O extends Record> Method create(MethodProvider<O> provider, Selection chosen) {
        return provider.create(chosen.options(provider.optionsType()));
    }

    private static Schedule schedule(TrainConfig train) {
        Selection chosen = train.schedule().selection();
        return create(chosen.<ScheduleProvider<?>>as(ScheduleProvider.class), chosen);
    }

    private static <O extends Record> Schedule create(ScheduleProvider<O> provider, Selection chosen) {
        return provider.create(chosen.options(provider.optionsType()));
    }

    /** The optimizer; the caller closes it. */
    public static Optimizer optimizer(Recipe recipe) {
        Selection chosen = recipe.train().optimizer().selection();
        return create(chosen.<OptimizerProvider<?>>as(OptimizerProvider.class), chosen);
    }

    private static <O extends Record> Optimizer create(OptimizerProvider<O> provider, Selection chosen) {
        return provider.create(chosen.options(provider.optionsType()));
    }
}
