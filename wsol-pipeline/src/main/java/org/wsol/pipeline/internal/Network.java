package org.wsol.pipeline.internal;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.nd4j.linalg.api.buffer.DataType;
import org.wsol.core.ImageSize;
import org.wsol.core.InvalidInputException;
import org.wsol.engine.backend.ComputeThreads;
import org.wsol.engine.backend.NativeBackend;
import org.wsol.engine.cam.Localization;
import org.wsol.engine.cam.LocalizationGraph;
import org.wsol.engine.cam.MapExtractor;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.GraphExecutorFactory;
import org.wsol.engine.graph.ParameterStore;
import org.wsol.engine.plan.PlannedExecutors;
import org.wsol.engine.plan.Precision;
import org.wsol.engine.train.Method;
import org.wsol.engine.weights.LoadReport;
import org.wsol.engine.weights.Networks;
import org.wsol.engine.weights.PretrainedWeights;
import org.wsol.engine.weights.SafeTensors;
import org.wsol.maps.network.ExplainedNetwork;
import org.wsol.pipeline.archive.LocalizerArchive;
import org.wsol.pipeline.archive.LocalizerDescription;
import org.wsol.pipeline.evaluation.BoxScoring;
import org.wsol.pipeline.recipe.EvaluationConfig.LocalizingMap;
import org.wsol.pipeline.recipe.Recipe;
import org.wsol.pipeline.recipe.UseSettings;

/**
 * A recipe's network with its parameters and executors, for training, evaluation and localization. Owns their memory.
 * Not safe for several threads.
 */
public final class Network implements AutoCloseable {
    /** Batch size for perturbed images. */
    private static final int EXPLAINING_BATCH = 16;
    /** Batch size in short passes, for a service in which other requests wait and memory is kept. */
    private static final int SHORT_BATCH = 4;

    private final UseSettings use;
    private final Supplier<Recipe> recipe;
    private final Backbone backbone;
    private final Method method;
    private final ParameterStore parameters;
    private final int threads;
    private final PlannedExecutors executors;
    private final GraphExecutorFactory trainingExecutors;
    private final GraphExecutorFactory evaluationExecutors;

    private Network(
            UseSettings use,
            Supplier<Recipe> recipe,
            Method method,
            int classes,
            ParameterStore parameters,
            Precision training,
            int threads) {
        this.use = use;
        this.recipe = recipe;
        this.backbone = ComponentFactory.backbone(use, classes);
        this.method = method;
        this.parameters = parameters;
        Precision evaluation = use.evaluation().precision().onThisMachine("evaluation.precision");
        this.threads = threads;
        this.executors = new PlannedExecutors(threads);
        this.trainingExecutors = executors.in(training);
        this.evaluationExecutors = executors.in(evaluation);
    }

    /**
     * The network before training: random parameters, or those of the recipe's weight file.
     *
     * @param threads number of threads per operation, at least 1
     */
    public static Network untrained(Recipe recipe, int classes, int threads) {
        Network network = made(recipe, classes, new ParameterStore(DataType.FLOAT, recipe.seed()), threads);
        try {
            recipe.model()
                    .pretrained()
                    .ifPresent(file ->
                            PretrainedWeights.load(network.backbone, network.method::owns, network.parameters, file));
            return network;
        } catch (RuntimeException e) {
            network.close();
            throw e;
        }
    }

    /** The network with the parameters of a checkpoint. */
    public static Network of(Recipe recipe, int classes, Checkpoint checkpoint) {
        Network network = made(recipe, classes, ParameterStore.ofZeros(), ComputeThreads.byDefault());
        try {
            checkpoint.load(network.parameters);
            return network;
        } catch (RuntimeException e) {
            network.close();
            throw e;
        }
    }

    /**
     * The network of a localizer's archive. The method that trained it is needed only if no {@link
     * org.wsol.engine.cam.LocalizationProvider} can create its inference side.
     *
     * @throws InvalidInputException if the archive belongs to another network, or a component is not on the class path
     */
    public static Network of(LocalizerArchive archive) {
        NativeBackend.start();
        LocalizerDescription description = archive.description();
        Optional<Localization> inference = description.inference();
        Network network = new Network(
                description.use(),
                archive::recipe,
                inference
                        .<Method>map(side -> new InferenceMethod(description.method(), side))
                        .orElseGet(() -> ComponentFactory.method(archive.recipe())),
                description.classNames().size(),
                ParameterStore.ofZeros(),
                Precision.FLOAT32,
                ComputeThreads.byDefault());
        try {
            ImageSize size = description.use().data().transformation().inputSize();
            if (inference.isPresent()) {
                Networks.initializeForInference(network.backbone, inference.get(), size, network.parameters);
            } else {
                Networks.initialize(network.backbone, network.method, size, network.parameters);
            }
            network.read(archive);
            return network;
        } catch (RuntimeException e) {
            network.close();
            throw e;
        }
    }

    /** The network of a recipe with the parameters of a localizer's archive, including the method that trained it. */
    public static Network of(Recipe recipe, LocalizerArchive archive) {
        int classes = archive.description().classNames().size();
        Network network = made(recipe, classes, ParameterStore.ofZeros(), ComputeThreads.byDefault());
        try {
            network.read(archive);
            return network;
        } catch (RuntimeException e) {
            network.close();
            throw e;
        }
    }

    private void read(LocalizerArchive archive) {
        try (SafeTensors weights = archive.weights()) {
            new Checkpoint(archive.path()).read(weights, parameters);
        }
    }

    /**
     * A network trained elsewhere.
     *
     * @throws InvalidInputException if the file lacks parameters, or has no head for this number of classes
     */
    public static Network published(Recipe recipe, int classes, Path file) {
        Network network = empty(recipe, classes, ParameterStore.ofZeros(), ComputeThreads.byDefault());
        try {
            Networks.initializeForInference(
                    network.backbone, network.method, network.evaluationSize(), network.parameters);
            LoadReport report =
                    PretrainedWeights.load(network.backbone, network.method::owns, network.parameters, file);
            if (!report.reinitialized().isEmpty() || !report.missing().isEmpty()) {
                throw new InvalidInputException(
                        report.summary()
                                + ". A network to be explained needs every parameter, and as many class names as its head has.");
            }
            return network;
        } catch (RuntimeException e) {
            network.close();
            throw e;
        }
    }

    /** Maps of any method with the current parameters; the caller closes it. */
    public ExplainedNetwork explained() {
        return explained(executors, EXPLAINING_BATCH, ExplainedNetwork.Turns.ALONE);
    }

    /**
     * The same in short passes.
     *
     * @param turns controls when a pass may run
     */
    public ExplainedNetwork explained(ExplainedNetwork.Turns turns) {
        return explained(executors, SHORT_BATCH, turns);
    }

    private ExplainedNetwork explained(PlannedExecutors memory, int batch, ExplainedNetwork.Turns turns) {
        return new ExplainedNetwork(method, backbone, parameters, evaluationSize(), memory, batch, turns);
    }

    /** Runs work with the network for maps of any method in separate memory, which is freed afterwards. */
    public <T> T explainedApart(Function<ExplainedNetwork, T> work) {
        try (PlannedExecutors apart = new PlannedExecutors(threads);
                ExplainedNetwork trial = explained(apart, SHORT_BATCH, ExplainedNetwork.Turns.ALONE)) {
            return work.apply(trial);
        }
    }

    /** The number of programs with plans in memory; zero after closing. */
    public int openPrograms() {
        return executors.open();
    }

    private static Network empty(Recipe recipe, int classes, ParameterStore parameters, int threads) {
        NativeBackend.start();
        return new Network(
                UseSettings.of(recipe),
                () -> recipe,
                ComponentFactory.method(recipe),
                classes,
                parameters,
                recipe.train().precision().onThisMachine("train.precision"),
                threads);
    }

    /** The network with every parameter that training and inference need. */
    private static Network made(Recipe recipe, int classes, ParameterStore parameters, int threads) {
        Network network = empty(recipe, classes, parameters, threads);
        try {
            Networks.initialize(
                    network.backbone,
                    network.method,
                    recipe.data().transformation().inputSize(),
                    network.parameters);
            return network;
        } catch (RuntimeException e) {
            network.close();
            throw e;
        }
    }

    /** Its recipe. */
    public Recipe recipe() {
        return recipe.get();
    }

    /** The settings of the recipe that affect its use. */
    public UseSettings use() {
        return use;
    }

    /** Its stages and head. */
    public Backbone backbone() {
        return backbone;
    }

    /** Its method. */
    public Method method() {
        return method;
    }

    /** Its parameters, owned by the network. */
    public ParameterStore parameters() {
        return parameters;
    }

    /** Creates the executors for training, in {@code train.precision}; executors are closed before the network. */
    public GraphExecutorFactory trainingExecutors() {
        return trainingExecutors;
    }

    /**
     * Creates the executors for evaluation, in {@code evaluation.precision}; executors are closed before the network.
     */
    public GraphExecutorFactory evaluationExecutors() {
        return evaluationExecutors;
    }

    /** Rows and columns of evaluation images. */
    public ImageSize evaluationSize() {
        return use.data().transformation().evaluationInputSize();
    }

    /**
     * Checks that a method has the map from which a recipe computes boxes.
     *
     * @throws InvalidInputException if the recipe uses the norm map F, and the method has none
     */
    public static void requireMap(Recipe recipe, Method method, Backbone backbone) {
        if (recipe.evaluation().map() != LocalizingMap.NORM) {
            return;
        }
        try (ParameterStore shapes = ParameterStore.ofShapes()) {
            ImageSize size = recipe.data().transformation().evaluationInputSize();
            if (!LocalizationGraph.createParameters(method, backbone, shapes, size)
                    .contains(LocalizationGraph.NORM)) {
                throw BoxScoring.withoutNorm(recipe);
            }
        }
    }

    /** Maps of requested classes with the current parameters; the caller closes it. */
    public MapExtractor mapExtractor() {
        return mapExtractor(evaluationSize());
    }

    /** The same for images of another size than the recipe's. */
    MapExtractor mapExtractor(ImageSize size) {
        return new MapExtractor(method, backbone, parameters, size, evaluationExecutors);
    }

    @Override
    public void close() {
        executors.close();
        parameters.close();
    }
}
