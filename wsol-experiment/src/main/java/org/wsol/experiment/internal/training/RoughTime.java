package org.wsol.experiment.internal.training;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.wsol.backbones.BackboneSummary;
import org.wsol.core.ImageSize;
import org.wsol.core.data.DataSplit;
import org.wsol.core.data.Dataset;
import org.wsol.core.data.SplitName;
import org.wsol.engine.train.LossTerm;
import org.wsol.engine.train.Method;
import org.wsol.engine.train.RunLength;
import org.wsol.engine.train.TrainingGraph;
import org.wsol.experiment.schema.ExperimentConfig;
import org.wsol.pipeline.internal.ComponentFactory;
import org.wsol.pipeline.recipe.Recipe;

/**
 * Estimates the time of a run from its operation count: a training step costs three passes of the network with the
 * branches of its method (forward, and backward to activations and to weights), an evaluated image costs one. The factors
 * were fitted to runs of all built-in backbones, for which they are accurate within a factor of 2.
 */
final class RoughTime {
    private static final double PASSES_OF_A_STEP = 3;
    /** Floating point operations of a multiply-add. */
    private static final double OPERATIONS = 2;
    /** The speed of whole networks relative to a single convolution. */
    private static final double SHARE_OF_SPEED = 0.7;
    /** Reading, decoding and transforming an image. */
    private static final double SECONDS_TO_READ = 0.0015;
    /** Maps, boxes at all thresholds and images of an evaluated image. */
    private static final double SECONDS_TO_SCORE = 0.02;
    /** First steps, graphs, files. */
    private static final double SECONDS_TO_START = 3;

    private final double operationsPerSecond;
    private final Map<List<Object>, Long> multiplyAdds = new ConcurrentHashMap<>();

    /** @param gigaflops speed of a convolution on this machine, 10^9 operations per second */
    RoughTime(double gigaflops) {
        this.operationsPerSecond = gigaflops * 1e9 * SHARE_OF_SPEED;
    }

    Duration of(ExperimentConfig config, Dataset dataset) {
        Recipe recipe = config.recipe();
        int classes = dataset.classNames().size();
        double look =
                passSeconds(config, classes, recipe.data().transformation().evaluationInputSize()) + SECONDS_TO_SCORE;
        RunLength length = ComponentFactory.length(recipe, dataset);
        double trained = length.batchSize() * trainedSeconds(config, length, classes);
        double evaluated = evaluatedImages(config, dataset, length) * look;
        return Duration.ofMillis(Math.round(1000 * (SECONDS_TO_START + trained + evaluated)));
    }

    /**
     * Seconds of all steps for one image of each batch. Loss weights and other options of a method hardly change its
     * operations, which are therefore counted once for each method and set of active terms.
     */
    private double trainedSeconds(ExperimentConfig config, RunLength length, int classes) {
        Method method = ComponentFactory.method(config.recipe());
        ImageSize size = config.recipe().data().transformation().inputSize();
        double seconds = 0;
        for (var phase : LossTerm.stepsByActive(method.terms(), length).entrySet()) {
            long count = multiplyAdds.computeIfAbsent(
                    List.of(config.model(), method.name(), phase.getKey(), size, classes),
                    key -> TrainingGraph.multiplyAdds(
                            ComponentFactory.backbone(config.recipe(), classes), method, size, phase.getKey()));
            seconds += phase.getValue() * Math.max(PASSES_OF_A_STEP * seconds(count), SECONDS_TO_READ);
        }
        return seconds;
    }

    /** The runs of a session share a few networks; operations are counted once per network. */
    private double passSeconds(ExperimentConfig config, int classes, ImageSize imageSize) {
        long count = multiplyAdds.computeIfAbsent(
                List.of(config.model(), config.data().preprocessing().transformation(), classes, imageSize),
                key -> BackboneSummary.of(ComponentFactory.backbone(config.recipe(), classes), "", imageSize)
                        .multiplyAdds());
        return seconds(count);
    }

    private double seconds(long multiplyAdds) {
        return OPERATIONS * multiplyAdds / operationsPerSecond;
    }

    /** The test split once, the validation split once and for every evaluation during training. */
    private static double evaluatedImages(ExperimentConfig config, Dataset dataset, RunLength length) {
        int test = dataset.split(SplitName.TEST).map(DataSplit::size).orElse(0);
        int validation =
                ComponentFactory.validation(dataset).map(DataSplit::size).orElse(0);
        long every = length.steps(config.evaluation().every());
        boolean chooses = config.train().checkpoint().saveBest().isPresent();
        long watched =
                every > 0 ? length.totalSteps() / every : chooses ? length.totalSteps() / length.stepsPerEpoch() : 0;
        return test + validation * (1.0 + watched);
    }
}
