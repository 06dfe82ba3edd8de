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
 * A trained network for the methods that make maps. Four kinds of graphs serve all methods: the network forward, the
 * network behind a stage with the gradient by its input, the network down to the image, and the network down to the attention of its
 * first block; each is built when it is first needed.
 * Owns its executors, not the parameters; not safe for several threads. Build it again after training. Where others use the
 * network's memory too, {@link Turns} let them do so between two passes.
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

    /** Gives the network to one pass after the other, where others use its memory too. */
    @FunctionalInterface
    public interface Turns {
        /** A network that nobody else uses. */
        Turns ALONE = Supplier::get;

        /**
         * Waits for its turn and makes a pass. What the pass leaves in the network's memory is read before the turn ends.
         *
         * @return what the pass gives
         */
        <T> T take(Supplier<T> pass);
    }

    /**
     * A network with its parameters as they are now.
     *
     * @param imageSize rows and columns of the images
     * @param executors makes what runs the graphs
     * @param batch how many changed images or activations are scored at once, at least 1
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
     * The network of a method, which may have brought a head and a map of its own.
     *
     * @param localization how class scores and the own map come about: the method
     * @param turns when a pass may be made
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

    /** Name of the last stage whose maps the class scores depend on: the default target. */
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
     * @param images shape (B, 3, H, W); must stay as they are until the evidence is closed
     * @param labels the requested class of each
     * @param stages the stages whose maps are wanted; none for the last one
     * @throws InvalidInputException when there is no such stage; the message lists those there are
     */
    public EvidenceBatch evidence(INDArray images, int[] labels, List<String> stages) {
        return new EvidenceBatch(this, images, labels, targets(stages));
    }

    /** Stages in the network's order; none stand for the last one. */
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
     * @param reader copies what is wanted of them
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
     * @param reader copies what is wanted of them
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
     * The gradient by a stage's output, one row per image.
     *
     * @param images what the features were made from
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
     * @param images the image of each, where {@link #tailReadsImages}; else anything
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

    /** Whether what is behind a stage also depends on what passes by its map: a transformer's class token. */
    boolean tailReadsImages(String stage, INDArray features) {
        return tail(stage, features).readsImages();
    }

    private TailGraph tail(String stage, INDArray features) {
        return tails.computeIfAbsent(
                stage, name -> TailGraph.build(localization, backbone, parameters, imageSize, name, features.shape()));
    }

    /**
     * Gradients by images and, unless guided, by the outputs of all convolutions with a bias.
     *
     * @param reader copies what is wanted of them
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
     * The attention of every block and the gradients by it.
     *
     * @param reader copies what is wanted of them
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
     * A network with its own head that has no class activation map. A graph needs one all the same, so the mean over the channels
     * stands for it; {@link ExplainedNetwork} never gives it away.
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
