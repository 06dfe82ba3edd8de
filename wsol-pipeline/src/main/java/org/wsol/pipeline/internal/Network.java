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
import org.wsol.engine.cam.WantedClass;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.GraphExecutorFactory;
import org.wsol.engine.graph.ParameterStore;
import org.wsol.engine.graph.Stage.StageProbe;
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
import org.wsol.pipeline.recipe.Recipe;
import org.wsol.pipeline.recipe.UseSettings;

/**
 * A recipe's network with its parameters and what runs its graphs: what is trained, evaluated and localized with. Owns the
 * memory of all three. Not safe for several threads.
 */
public final class Network implements AutoCloseable {
    /** Changed images that are scored at once. */
    private static final int EXPLAINING_BATCH = 16;
    /** The same where others wait between two passes, and memory is kept for as long as a service runs. */
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
     * @param threads how many threads an operation uses, at least 1
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
     * The network of a localizer's archive. The method that trained it is needed only where it has an inference side that no
     * {@link org.wsol.engine.cam.LocalizationProvider} makes.
     *
     * @throws InvalidInputException when the archive is of another network, or a component is not on the class path
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

    /** The network of a recipe with the parameters of a localizer's archive, the method that trained it included. */
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
     * A network that was trained elsewhere.
     *
     * @throws InvalidInputException when the file lacks parameters, or has no head for so many classes
     */
    public static Network published(Recipe recipe, int classes, Path file) {
        Network network = made(recipe, classes, ParameterStore.ofZeros(), ComputeThreads.byDefault());
        try {
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

    /** Maps of any method with the parameters as they are now; the caller closes it. */
    public ExplainedNetwork explained() {
        return explained(executors, EXPLAINING_BATCH, ExplainedNetwork.Turns.ALONE);
    }

    /**
     * The same in short passes.
     *
     * @param turns when a pass may be made
     */
    public ExplainedNetwork explained(ExplainedNetwork.Turns turns) {
        return explained(executors, SHORT_BATCH, turns);
    }

    private ExplainedNetwork explained(PlannedExecutors memory, int batch, ExplainedNetwork.Turns turns) {
        return new ExplainedNetwork(method, backbone, parameters, evaluationSize(), memory, batch, turns);
    }

    /** Gives work the network for maps of any method in memory of its own, which is freed when the work ends. */
    public <T> T explainedApart(Function<ExplainedNetwork, T> work) {
        try (PlannedExecutors apart = new PlannedExecutors(threads);
                ExplainedNetwork trial = explained(apart, SHORT_BATCH, ExplainedNetwork.Turns.ALONE)) {
            return work.apply(trial);
        }
    }

    /** Programs whose plans are kept; none once it was closed. */
    public int openPrograms() {
        return executors.open();
    }

    private static Network made(Recipe recipe, int classes, ParameterStore parameters, int threads) {
        NativeBackend.start();
        Network network = new Network(
                UseSettings.of(recipe),
                () -> recipe,
                ComponentFactory.method(recipe),
                classes,
                parameters,
                recipe.train().precision().onThisMachine("train.precision"),
                threads);
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

    /** What it was made from. */
    public Recipe recipe() {
        return recipe.get();
    }

    /** What of that it is used with. */
    public UseSettings use() {
        return use;
    }

    /** Its stages and head. */
    public Backbone backbone() {
        return backbone;
    }

    /** How scores and maps come out of it. */
    public Method method() {
        return method;
    }

    /** Its parameters; they stay the network's. */
    public ParameterStore parameters() {
        return parameters;
    }

    /** Makes the executors that train it, in {@code train.precision}; executors are closed before the network. */
    public GraphExecutorFactory trainingExecutors() {
        return trainingExecutors;
    }

    /** Makes the executors that evaluate it, in {@code evaluation.precision}; executors are closed before the network. */
    public GraphExecutorFactory evaluationExecutors() {
        return evaluationExecutors;
    }

    /** Rows and columns of the images it is evaluated on. */
    public ImageSize evaluationSize() {
        return use.data().transformation().evaluationInputSize();
    }

    /** Whether the method's map has a norm map F among its factors. */
    public boolean hasNormMap() {
        return LocalizationGraph.build(
                        method, backbone, parameters, evaluationSize(), new WantedClass.Given(), StageProbe.NONE)
                .outputs()
                .contains(LocalizationGraph.NORM);
    }

    /** Maps of requested classes with the parameters as they are now; the caller closes it. */
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
