package org.wsol.dl4j;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;
import org.nd4j.linalg.factory.Nd4j;
import org.wsol.core.ImageSize;
import org.wsol.core.InvalidInputException;
import org.wsol.core.internal.Required;
import org.wsol.dl4j.convert.ConvertedNetwork;
import org.wsol.dl4j.convert.HeadFinder;
import org.wsol.dl4j.convert.HeadFinder.FoundHead;
import org.wsol.dl4j.convert.SourceNetwork;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.Head;
import org.wsol.engine.graph.Initializer;
import org.wsol.engine.graph.Layers;
import org.wsol.engine.graph.ParameterStore;
import org.wsol.engine.graph.Stage;

/**
 * A convolutional Deeplearning4j network as a backbone: its layers and vertices as stages of SameDiff operations, with
 * the network's own parameters as initial values. The values are read when a {@link ParameterStore} is filled; the
 * network is never changed.
 *
 * <p>Stages are named after their last vertex; branches that join again, such as a residual block, form one stage. If
 * class scores are linear in a pooled feature map, that head is used, with the network's weights if the number of
 * classes is equal. Any other network is truncated after its last feature map and gets a new linear head.
 *
 * <p>Images have the project's format: (B, 3, H, W), red, green, blue, normalised. The network itself may have channels
 * first or last. A network trained with Deeplearning4j's own image reader expects blue, green, red: {@link
 * Choices#channelOrder}.
 */
public final class Dl4jBackbone implements Backbone {
    private static final String NAME = "dl4j";
    private static final String NEW_HEAD = "linear-head";
    private static final String INPUT_STAGE = "channel-order";

    /** The number of colour channels. */
    private static final int COLORS = 3;

    /** The image side used to determine the numbers of channels, which do not depend on it. */
    private static final int TRIED_SIDE = 224;

    private final List<Stage> stages;
    private final Head head;
    private final String dropoutPoint;

    private Dl4jBackbone(List<Stage> stages, Head head, String dropoutPoint) {
        this.stages = List.copyOf(stages);
        this.head = head;
        this.dropoutPoint = dropoutPoint;
    }

    /** The head of a backbone. */
    public enum HeadChoice {
        /** The network's own head if class scores are linear in a pooled feature map, else a new linear head. */
        AUTO,
        /** A new linear head on the feature layer in any case. */
        LINEAR
    }

    /** The order of an image's colours in a network's input. */
    public enum ChannelOrder {
        /** Red, green, blue: most networks imported from Keras. */
        RGB,
        /** Blue, green, red: networks trained with Deeplearning4j's NativeImageLoader or ImageRecordReader. */
        BGR
    }

    /**
     * The options.
     *
     * @param featureLayer the layer or vertex of the last feature map; empty: the one before the head, else the last
     *     one that is neither pooled nor padded
     * @param dropoutPoint the stage after which attentive dropout is applied; empty: the middle stage
     * @param head the head
     * @param channelOrder the order of colours of the network's input
     * @param classes number of classes K; empty: the network's own
     */
    public record Choices(
            Optional<String> featureLayer,
            Optional<String> dropoutPoint,
            HeadChoice head,
            ChannelOrder channelOrder,
            OptionalInt classes) {

        /** The network's own settings. */
        public static Choices none() {
            return new Choices(
                    Optional.empty(), Optional.empty(), HeadChoice.AUTO, ChannelOrder.RGB, OptionalInt.empty());
        }

        /** The same for another number of classes. */
        public Choices withClasses(int number) {
            return new Choices(featureLayer, dropoutPoint, head, channelOrder, OptionalInt.of(number));
        }

        /** The same with another feature layer. */
        public Choices withFeatureLayer(String layer) {
            return new Choices(Optional.of(layer), dropoutPoint, head, channelOrder, classes);
        }

        /** The same with another order of colours. */
        public Choices withChannelOrder(ChannelOrder order) {
            return new Choices(featureLayer, dropoutPoint, head, order, classes);
        }

        /** The same with another head. */
        public Choices withHead(HeadChoice choice) {
            return new Choices(featureLayer, dropoutPoint, choice, channelOrder, classes);
        }
    }

    /**
     * A graph with one image input and default options.
     *
     * @throws InvalidInputException if layers have no counterpart, naming all of them, or are inconsistent
     */
    public static Dl4jBackbone of(ComputationGraph graph) {
        return of(graph, Choices.none());
    }

    /** A graph with one image input. */
    public static Dl4jBackbone of(ComputationGraph graph, Choices choices) {
        return of(SourceNetwork.of(graph), choices);
    }

    /** A sequential network with default options. */
    public static Dl4jBackbone of(MultiLayerNetwork network) {
        return of(network, Choices.none());
    }

    /** A sequential network. */
    public static Dl4jBackbone of(MultiLayerNetwork network, Choices choices) {
        return of(SourceNetwork.of(network), choices);
    }

    static Dl4jBackbone of(SourceNetwork source, Choices choices) {
        Optional<FoundHead> own = HeadFinder.head(source)
                .filter(found ->
                        choices.featureLayer().map(found.featureLayer()::equals).orElse(true));
        String end = choices.featureLayer()
                .map(layer -> known(source, layer))
                .or(() -> own.map(FoundHead::featureLayer))
                .orElseGet(() -> HeadFinder.lastMap(source));
        ConvertedNetwork converted = ConvertedNetwork.upTo(source, end);
        Map<String, Integer> channels = tried(converted);
        Optional<FoundHead> used = own.filter(found -> choices.head() == HeadChoice.AUTO);
        int classes = choices.classes().orElseGet(() -> own.map(FoundHead::classes)
                .orElseThrow(() -> new InvalidInputException(
                        "this network's class scores are not linear in a pooled feature map, so it gets a new head; set"
                                + " its number of classes (Choices.withClasses)")));
        int features = Required.value(channels, end);
        Head head = used.map(found -> headOf(found, features, classes))
                .orElseGet(() -> Head.linear(NEW_HEAD, features, classes));
        List<Stage> stages = new ArrayList<>();
        if (choices.channelOrder() == ChannelOrder.BGR) {
            stages.add(new Stage(INPUT_STAGE, Dl4jBackbone::reversed));
        }
        stages.addAll(converted.stages(channels));
        used.filter(found -> found.classes() == classes)
                .ifPresent(found -> stages.add(withOwnHead(stages.remove(stages.size() - 1), found, head)));
        return new Dl4jBackbone(stages, head, point(stages, choices.dropoutPoint()));
    }

    private static String known(SourceNetwork source, String layer) {
        if (!source.vertices().containsKey(layer)) {
            throw new InvalidInputException("featureLayer: the network has no layer '" + layer + "'; its layers are "
                    + String.join(", ", source.vertices().keySet()));
        }
        return layer;
    }

    private static Map<String, Integer> tried(ConvertedNetwork converted) {
        try (ParameterStore shapes = ParameterStore.ofShapes()) {
            Layers layers = Layers.declaring(shapes);
            return converted.channels(layers, layers.images("images", 3, ImageSize.square(TRIED_SIDE)));
        }
    }

    private static Head headOf(FoundHead found, int channels, int classes) {
        String layer = found.layer().replace(':', '_');
        return new Head(
                layer + ".weight",
                layer + ".bias",
                channels,
                classes,
                found.form(),
                found.dropout(),
                new Initializer.UniformFanIn());
    }

    /** Initialises the head's parameters with the network's values before the head requests them. */
    private static Stage withOwnHead(Stage last, FoundHead found, Head head) {
        long[] shape = head.form() == Head.Form.LINEAR
                ? new long[] {head.classes(), head.channels()}
                : new long[] {head.classes(), head.channels(), 1, 1};
        return new Stage(last.name(), (layers, x) -> {
            SDVariable features = last.apply(layers, x);
            ParameterStore store = layers.parameters();
            store.require(
                    head.weightName(), ParameterStore.Kind.TRAINABLE, new Initializer.Given(found::weights), shape);
            store.require(
                    head.biasName(),
                    ParameterStore.Kind.TRAINABLE,
                    new Initializer.Given(found::biases),
                    head.classes());
            return features;
        });
    }

    /** A 1x1 convolution with zeros and ones, which is exact: ND4J's reverse takes a second for sixteen images. */
    private static SDVariable reversed(Layers layers, SDVariable images) {
        INDArray swap = Nd4j.zeros(images.dataType(), 1, 1, COLORS, COLORS);
        for (int color = 0; color < COLORS; color++) {
            swap.putScalar(new long[] {0, 0, color, COLORS - 1 - color}, 1);
        }
        Conv2DConfig single = Conv2DConfig.builder().kH(1).kW(1).sH(1).sW(1).build();
        SDVariable kernel = layers.constant(INPUT_STAGE + ".swap", swap);
        return layers.sized(layers.graph().cnn().conv2d(images, kernel, single), layers.sizeOf(images));
    }

    private static String point(List<Stage> stages, Optional<String> wanted) {
        List<String> names = stages.stream().map(Stage::name).toList();
        String point = wanted.orElse(names.get(names.size() / 2));
        if (!names.contains(point)) {
            throw new InvalidInputException("dropoutPoint: the network has no stage '" + point
                    + "' (layers inside a block are not stages); its stages are " + String.join(", ", names));
        }
        return point;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Stage> stages() {
        return stages;
    }

    @Override
    public Head head() {
        return head;
    }

    @Override
    public String defaultDropoutPoint() {
        return dropoutPoint;
    }

    @Override
    public boolean isHeadParameter(String parameterName) {
        return parameterName.equals(head.weightName()) || parameterName.equals(head.biasName());
    }
}
