package org.wsol.maps.network;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.wsol.core.ImageSize;
import org.wsol.core.InvalidInputException;
import org.wsol.core.component.Suggestion;
import org.wsol.engine.cam.Localization;
import org.wsol.engine.cam.LocalizationGraph;
import org.wsol.engine.cam.LocalizationGraphBuilder;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.GraphExecutor;
import org.wsol.engine.graph.GraphExecutorFactory;
import org.wsol.engine.graph.GraphResult;
import org.wsol.engine.graph.Head.Neck;
import org.wsol.engine.graph.ParameterStore;

/**
 * A trained network for map methods. Four kinds of graphs serve all methods: the network forward, the network after a
 * stage with the gradient with respect to its input, the network with gradients down to the image, and the network with
 * gradients down to the attention of its first block. Each is built on first use. Owns its executors, but not the
 * parameters; not thread-safe. Must be rebuilt after training. If the network's memory is shared, {@link Turns} allow
 * others to use it between two passes.
 */
public final class ExplainedNetwork implements AutoCloseable {
    private final Localization localization;
    private final Optional<String> lastStageRead;
    private final Backbone backbone;
    private final ParameterStore parameters;
    private final ImageSize imageSize;
    private final GraphExecutorFactory executors;
    private final int batch;
    private final Turns turns;
    private final ForwardGraph forward;
    private final Map<String, TailGraph> tails = new HashMap<>();
    private final Map<Boolean, ImageGradientGraph> imageGradients = new HashMap<>();
    private Optional<AttentionGraph> attentionGraph = Optional.empty();
    private final Map<Object, GraphExecutor> running = new LinkedHashMap<>();

    /** Controls exclusive use of the network for single passes if its memory is shared. */
    @FunctionalInterface
    public interface Turns {
        /** A network without other users. */
        Turns ALONE = Supplier::get;

        /**
         * Waits for exclusive use and runs a pass. The pass must read its results from the network's memory before it
         * returns.
         *
         * @return the result of the pass
         */
        <T> T take(Supplier<T> pass);
    }

    /**
     * Creates a network with the current parameters.
     *
     * @param imageSize rows and columns of the images
     * @param executors creates the executors of the graphs
     * @param batch batch size for modified images or activations, at least 1
     */
    public ExplainedNetwork(
            Backbone backbone,
            ParameterStore parameters,
            ImageSize imageSize,
            GraphExecutorFactory executors,
            int batch) {
        this(Localization.PLAIN, backbone, parameters, imageSize, executors, batch, Turns.ALONE);
    }

    /**
     * Creates the network of a method, which may have its own head and map.
     *
     * @param localization how class scores and the network's own map are computed: the method
     * @param turns controls when a pass may run
     */
    public ExplainedNetwork(
            Localization localization,
            Backbone backbone,
            ParameterStore parameters,
            ImageSize imageSize,
            GraphExecutorFactory executors,
            int batch,
            Turns turns) {
        if (batch < 1) {
            throw new IllegalArgumentException("a batch has at least one image, was " + batch);
        }
        this.lastStageRead = Localization.isPlain(localization)
                ? backbone.head().neck().flatMap(Neck::lastStageRead)
                : Optional.empty();
        this.localization = lastStageRead.isPresent() ? new ScoresAlone() : localization;
        this.backbone = backbone;
        this.parameters = parameters;
        this.imageSize = imageSize;
        this.executors = executors;
        this.batch = batch;
        this.turns = turns;
        this.forward = ForwardGraph.build(this.localization, backbone, parameters, imageSize);
    }

    /** The network. */
    public Backbone backbone() {
        return backbone;
    }

    /** Rows and columns of the images. */
    public ImageSize imageSize() {
        return imageSize;
    }

    /** Names of all stages, in order. */
    public List<String> stageNames() {
        return List.copyOf(forward.stages().keySet());
    }

    /** Name of the last stage whose maps affect the class scores: the default target. */
    public String lastStage() {
        return lastStageRead.orElseGet(() -> stageNames().get(stageNames().size() - 1));
    }

    /**
     * Class scores.
     *
     * @param images shape (B, 3, H, W)
     * @return B x K scores
     */
    public float[][] logits(INDArray images) {
        return run(
                "scores",
                () -> executors.create(forward.program(List.of())),
                Map.of(LocalizationGraph.IMAGES, images),
                ExplainedNetwork::scores);
    }

    private static float[][] scores(GraphResult result) {
        return result.output(LocalizationGraph.LOGITS).toFloatMatrix();
    }

    /**
     * The values of the network for a batch of images.
     *
     * @param images shape (B, 3, H, W); must not be modified until the evidence is closed
     * @param labels the requested class of each
     * @param stages the target stages; empty for the last one
     * @throws InvalidInputException if there is no such stage; the message lists those there are
     */
    public EvidenceBatch evidence(INDArray images, int[] labels, List<String> stages) {
        return new EvidenceBatch(this, images, labels, targets(stages));
    }

    /** Stages in the network's order; an empty list means the last one. */
    List<String> targets(List<String> stages) {
        stages.forEach(this::requireStage);
        return stages.isEmpty()
                ? List.of(lastStage())
                : stageNames().stream().filter(stages::contains).toList();
    }

    private void requireStage(String stage) {
        if (!stageNames().contains(stage)) {
            throw new InvalidInputException("backbone " + backbone.name() + " has no stage '" + stage + "'"
                    + Suggestion.forName(stage, stageNames()) + "; its stages are " + String.join(", ", stageNames()));
        }
    }

    /**
     * Class scores and the outputs of stages.
     *
     * @param reader copies the required values
     */
    <T> T stages(INDArray images, List<String> stages, Function<GraphResult, T> reader) {
        return run(
                stages,
                () -> executors.create(forward.program(stages)),
                Map.of(LocalizationGraph.IMAGES, images),
                reader);
    }

    /**
     * Class scores, the network's own maps and the outputs of stages, all of one run.
     *
     * @param reader copies the required values
     */
    <T> T everything(INDArray images, INDArray classes, List<String> stages, Function<GraphResult, T> reader) {
        requireOwnMap();
        return run(
                List.of("everything", stages),
                () -> executors.create(forward.everything(stages)),
                Map.of(LocalizationGraph.IMAGES, images, LocalizationGraph.CLASSES, classes),
                reader);
    }

    String variableOf(String stage) {
        requireStage(stage);
        return forward.variableOf(stage);
    }

    /**
     * The gradient with respect to a stage's output, one row per image.
     *
     * @param images the images from which the features were computed
     */
    float[][] gradients(String stage, INDArray images, INDArray features, INDArray derivatives) {
        Map<String, INDArray> inputs = tailInputs(stage, images, features);
        inputs.put(TailGraph.DERIVATIVE, derivatives);
        return run(
                "gradient/" + stage,
                () -> executors.create(tail(stage, features).gradients()),
                inputs,
                result -> EvidenceBatch.rows(result.gradient(TailGraph.FEATURES)));
    }

    /**
     * Class scores from a stage's output.
     *
     * @param images the corresponding images if {@link #tailReadsImages}; otherwise ignored
     */
    float[][] tailScores(String stage, INDArray images, INDArray features) {
        return run(
                "tail/" + stage,
                () -> executors.create(tail(stage, features).scores()),
                tailInputs(stage, images, features),
                ExplainedNetwork::scores);
    }

    private Map<String, INDArray> tailInputs(String stage, INDArray images, INDArray features) {
        Map<String, INDArray> inputs = new HashMap<>(Map.of(TailGraph.FEATURES, features));
        if (tailReadsImages(stage, features)) {
            inputs.put(LocalizationGraph.IMAGES, images);
        }
        return inputs;
    }

    /** Whether the network after a stage depends on more than the stage's map, such as a transformer's class token. */
    boolean tailReadsImages(String stage, INDArray features) {
        return tail(stage, features).readsImages();
    }

    private TailGraph tail(String stage, INDArray features) {
        return tails.computeIfAbsent(
                stage, name -> TailGraph.build(localization, backbone, parameters, imageSize, name, features.shape()));
    }

    /**
     * Gradients with respect to images and, unless guided, to the outputs of all convolutions with a bias.
     *
     * @param reader copies the required values
     */
    <T> T imageGradients(boolean guided, INDArray images, INDArray derivatives, Function<GraphResult, T> reader) {
        return run(
                guided ? "guided" : "image gradient",
                () -> executors.create(imageGradientGraph(guided).program()),
                Map.of(LocalizationGraph.IMAGES, images, TailGraph.DERIVATIVE, derivatives),
                reader);
    }

    ImageGradientGraph imageGradientGraph(boolean guided) {
        return imageGradients.computeIfAbsent(
                guided, key -> ImageGradientGraph.build(localization, backbone, parameters, imageSize, key));
    }

    /**
     * The attention of every block and the gradients with respect to it.
     *
     * @param reader copies the required values
     */
    <T> T attention(INDArray images, INDArray derivatives, Function<GraphResult, T> reader) {
        return run(
                "attention",
                () -> executors.create(attentionGraph().program()),
                Map.of(LocalizationGraph.IMAGES, images, TailGraph.DERIVATIVE, derivatives),
                reader);
    }

    AttentionGraph attentionGraph() {
        AttentionGraph graph =
                attentionGraph.orElseGet(() -> AttentionGraph.build(localization, backbone, parameters, imageSize));
        attentionGraph = Optional.of(graph);
        return graph;
    }

    private <T> T run(
            Object key, Supplier<GraphExecutor> maker, Map<String, INDArray> inputs, Function<GraphResult, T> reader) {
        return turns.take(() ->
                reader.apply(running.computeIfAbsent(key, k -> maker.get()).run(inputs)));
    }

    /** The network's own map of given classes, shape (B, h x w). */
    float[][] ownMaps(INDArray images, INDArray classes) {
        requireOwnMap();
        return run(
                "own map",
                () -> executors.create(forward.ownMap()),
                Map.of(LocalizationGraph.IMAGES, images, LocalizationGraph.CLASSES, classes),
                result -> result.output(LocalizationGraph.CAM).toFloatMatrix());
    }

    private void requireOwnMap() {
        if (lastStageRead.isPresent()) {
            throw new InvalidInputException(
                    "backbone " + backbone.name() + " has no class activation map: its class scores do"
                            + " not read the last map; set head: linear in its options, or choose another map: gradcam, rollout");
        }
    }

    /** Rows and columns of the network's own map. */
    public ImageSize ownMapSize() {
        return forward.localization().mapSize();
    }

    int batch() {
        return batch;
    }

    int classes() {
        return backbone.head().classes();
    }

    /** An array of the network's element type; the caller closes it. */
    INDArray array(float[] values, long... shape) {
        INDArray floats = Nd4j.create(values, shape, 'c');
        if (floats.dataType() == parameters.type()) {
            return floats;
        }
        try (floats) {
            return floats.castTo(parameters.type());
        }
    }

    @Override
    public void close() {
        running.values().forEach(GraphExecutor::close);
        running.clear();
    }

    /**
     * A network with its own head that has no class activation map. As the graph requires a map, the mean over the
     * channels is used; {@link ExplainedNetwork} never returns it.
     */
    static final class ScoresAlone implements Localization {

        @Override
        public void localize(LocalizationGraphBuilder graph) {
            Backbone backbone = graph.backbone();
            SDVariable features = backbone.apply(
                    graph.layers(), graph.images(), 0, backbone.stages().size());
            graph.logits(backbone.head().logits(graph.layers(), features));
            graph.map(features.mean(1), graph.layers().sizeOf(features));
        }
    }
}
