package org.wsol.experiment.training;

import java.util.List;
import java.util.Optional;
import org.wsol.config.schema.Selection;
import org.wsol.core.DataException;
import org.wsol.core.ImageSize;
import org.wsol.core.data.DataSplit;
import org.wsol.core.data.Dataset;
import org.wsol.core.data.SplitName;
import org.wsol.core.progress.Progress;
import org.wsol.data.DatasetProvider;
import org.wsol.data.split.SizedSplit;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.BackboneProvider;
import org.wsol.engine.graph.BatchNormMode;
import org.wsol.engine.graph.ParameterStore;
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
import org.wsol.engine.weights.Networks;
import org.wsol.engine.weights.PretrainedWeights;
import org.wsol.experiment.schema.ExperimentConfig;
import org.wsol.experiment.schema.ModelConfig;
import org.wsol.experiment.schema.TrainConfig;

/** Makes the parts an experiment names from their providers. */
final class Parts {
    private Parts() {}

    /** The data set, in which every image that is there has a size, as the run's decoder sees it. */
    static Dataset dataset(ExperimentConfig config, Progress progress) {
        return sized(config, lists(config.data().layout(), progress));
    }

    /** What a layout lists; sizes only where the lists state them. */
    static Dataset lists(Selection layout, Progress progress) {
        return open(layout.as(DatasetProvider.class), layout, progress);
    }

    /** The same images with a size each. */
    static Dataset sized(ExperimentConfig config, Dataset lists) {
        return SizedSplit.in(lists, config.data().preprocessing().reading().decoder());
    }

    private static <O extends Record> Dataset open(DatasetProvider<O> provider, Selection chosen, Progress progress) {
        return provider.open(chosen.options(provider.optionsType()), progress);
    }

    /** A part of the data set that must be there. */
    static DataSplit require(Dataset dataset, SplitName name) {
        DataSplit split = dataset.split(name)
                .orElseThrow(() -> new DataException("data set " + dataset.name() + " has no " + name.id()
                        + " part; a split rule under data.split can make one"));
        if (split.size() == 0) {
            throw new DataException("the " + name.id() + " part of data set " + dataset.name() + " is empty");
        }
        return split;
    }

    static Backbone backbone(ExperimentConfig config, int classes) {
        Selection chosen = config.model().backbone();
        return create(chosen.as(BackboneProvider.class), chosen, imageSize(config), classes);
    }

    private static <O extends Record> Backbone create(
            BackboneProvider<O> provider, Selection chosen, ImageSize imageSize, int classes) {
        return provider.create(chosen.options(provider.optionsType()), imageSize, classes);
    }

    static ImageSize imageSize(ExperimentConfig config) {
        return config.data().preprocessing().transformation().inputSize();
    }

    /** Rows and columns of the images that are evaluated. */
    static ImageSize evaluationSize(ExperimentConfig config) {
        return config.data().preprocessing().transformation().evaluationInputSize();
    }

    /** Initialises parameters, from the weight file if one is named; what was not loaded is logged. */
    static void initialize(ExperimentConfig config, Backbone backbone, ParameterStore store) {
        Method method = method(config);
        Networks.initialize(backbone, method, imageSize(config), store);
        config.model().pretrained().ifPresent(path -> PretrainedWeights.load(backbone, method::owns, store, path));
    }

    static TrainingSetup setup(ExperimentConfig config, Backbone backbone, int stepsPerEpoch) {
        TrainConfig train = config.train();
        return new TrainingSetup(
                backbone,
                method(config),
                schedule(train),
                train.lr(),
                train.headLrRatio(),
                train.clipNorm(),
                imageSize(config),
                config.model().batchNorm() == ModelConfig.BatchNormChoice.FROZEN
                        ? BatchNormMode.FROZEN
                        : BatchNormMode.TRAINING,
                RunLength.of(train.epochs(), stepsPerEpoch, train.batch()),
                config.seed(),
                batchSteps(config),
                train.lrGroups());
    }

    /**
     * What an experiment does to a training batch before the graph sees it.
     *
     * @throws org.wsol.core.InvalidInputException when a step cannot stand before the method
     */
    static List<BatchStep> batchSteps(ExperimentConfig config) {
        List<BatchStep> steps = config.train().batchSteps().stream()
                .map(TrainConfig.BatchStepConfig::selection)
                .map(chosen -> create(chosen.as(BatchStepProvider.class), chosen))
                .toList();
        BatchSteps.requireFitting(method(config), steps);
        return steps;
    }

    private static <O extends Record> BatchStep create(BatchStepProvider<O> provider, Selection chosen) {
        return provider.create(chosen.options(provider.optionsType()));
    }

    /** How long a training on a data set is. */
    static RunLength length(ExperimentConfig config, Dataset dataset) {
        int batch = config.train().batch();
        int images = require(dataset, SplitName.TRAIN).size();
        return RunLength.of(config.train().epochs(), (images + batch - 1) / batch, batch);
    }

    static Method method(ExperimentConfig config) {
        Selection chosen = config.method().selection();
        return create(chosen.as(MethodProvider.class), chosen);
    }

    private static <O extends Record> Method create(MethodProvider<O> provider, Selection chosen) {
        return provider.create(chosen.options(provider.optionsType()));
    }

    private static Schedule schedule(TrainConfig train) {
        Selection chosen = train.schedule().selection();
        return create(chosen.as(ScheduleProvider.class), chosen);
    }

    private static <O extends Record> Schedule create(ScheduleProvider<O> provider, Selection chosen) {
        return provider.create(chosen.options(provider.optionsType()));
    }

    static Optimizer optimizer(ExperimentConfig config) {
        Selection chosen = config.train().optimizer().selection();
        return create(chosen.as(OptimizerProvider.class), chosen);
    }

    private static <O extends Record> Optimizer create(OptimizerProvider<O> provider, Selection chosen) {
        return provider.create(chosen.options(provider.optionsType()));
    }

    /** The validation part, where there is one with images. */
    static Optional<DataSplit> validation(Dataset dataset) {
        return dataset.split(SplitName.VAL).filter(split -> split.size() > 0);
    }
}
