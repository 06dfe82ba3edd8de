package org.wsol.heads.internal;

import java.util.List;
import java.util.Optional;
import org.nd4j.autodiff.samediff.SDVariable;
import org.wsol.engine.cam.LocalizationGraphBuilder;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.Convolution;
import org.wsol.engine.graph.Head;
import org.wsol.engine.graph.Initializer;
import org.wsol.engine.graph.Layers;
import org.wsol.engine.plan.StaticShapes;

/** The network of SPG: a backbone cut at two stages, its classifier, and three heads with one output channel each. */
public final class GuidanceNetwork {
    /** The index of VGG16's first convolution after pool3, from which on the reference renamed all layers. */
    public static final int VGG_CONV4 = 17;

    /** Channels inside the head next to the classifier, and of the added convolutions. */
    public static final int C_WIDTH = 512;

    private static final Initializer WEIGHTS = new Initializer.Xavier();
    private static final String PREFIX = "spg.";

    private final Backbone backbone;
    private final Layers layers;
    private final List<String> points;
    private final int branchWidth;
    private final int cWidth;

    /**
     * Creates the network.
     *
     * @param points the earlier and the later stage, and the last unless two convolutions are added after the later
     * @param branchWidth channels inside the heads of both stages
     * @param cWidth channels inside the head next to the classifier
     */
    public GuidanceNetwork(Backbone backbone, Layers layers, List<String> points, int branchWidth, int cWidth) {
        this.backbone = backbone;
        this.layers = layers;
        this.points = points;
        this.branchWidth = branchWidth;
        this.cWidth = cWidth;
    }

    /** The scores of the three heads before the sigmoid, each (B, 1, h, w) at the resolution of its stage. */
    public record Guided(SDVariable b1, SDVariable b2, SDVariable c) {}

    /**
     * The outputs in training.
     *
     * @param logits shape (B, K)
     * @param maps class maps, shape (B, K, h, w)
     * @param guided the heads' outputs, if requested
     */
    public record Outputs(SDVariable logits, SDVariable maps, Optional<Guided> guided) {}

    /**
     * The training graph.
     *
     * @param images shape (B, 3, H, W)
     * @param guided whether the three heads are computed
     */
    public Outputs train(SDVariable images, boolean guided) {
        SDVariable earlier = backbone.apply(layers, images, 0, through(0));
        SDVariable later = backbone.apply(layers, earlier, through(0), through(1));
        SDVariable last = last(later);
        SDVariable maps = classifier(last);
        return new Outputs(maps.mean(2, 3), maps, guided ? Optional.of(heads(earlier, later, last)) : Optional.empty());
    }

    /**
     * The three heads on the backbone's feature maps, each of shape (B, C, h, w).
     *
     * @param earlier after the first of the points
     * @param later after the second
     * @param last the classifier's input
     */
    public Guided heads(SDVariable earlier, SDVariable later, SDVariable last) {
        return new Guided(
                shared(branch("b1.0", earlier, branchWidth), branchWidth),
                shared(branch("b2.0", later, branchWidth), branchWidth),
                convolution("c.2", branch("c.0", last, cWidth), Convolution.square(cWidth, 1, 1)));
    }

    /** Adds the class scores and the class activation map to an inference graph. */
    public void localize(LocalizationGraphBuilder graph) {
        SDVariable last = last(backbone.apply(layers, graph.images(), 0, through(1)));
        graph.logits(classifier(last).mean(2, 3));
        int channels = StaticShapes.channels(last);
        SDVariable weight = layers.parameter(
                PREFIX + "classifier.weight", WEIGHTS, backbone.head().classes(), channels, 1, 1);
        graph.classActivationMap(last, weight.reshape(backbone.head().classes(), channels), channels);
    }

    private int through(int point) {
        return backbone.stagesThrough(points.get(point));
    }

    /** The features that the classifier reads, after the dropout of the backbone's own convolutional head. */
    private SDVariable last(SDVariable later) {
        if (points.size() == 2) {
            SDVariable first = branch("a3.0", later, C_WIDTH);
            return branch("a3.2", first, C_WIDTH);
        }
        SDVariable features = backbone.apply(layers, later, through(1), through(2));
        Head head = backbone.head();
        return head.form() == Head.Form.CONVOLUTION
                ? layers.featureDropout(features, head.channels(), head.dropout())
                : features;
    }

    private SDVariable classifier(SDVariable features) {
        Convolution one = Convolution.square(
                StaticShapes.channels(features), backbone.head().classes(), 1);
        return convolution("classifier", features, one);
    }

    private SDVariable branch(String name, SDVariable x, int width) {
        return layers.relu(convolution(name, x, Convolution.square(StaticShapes.channels(x), width, 3)));
    }

    private SDVariable shared(SDVariable x, int width) {
        SDVariable y = layers.relu(convolution("shared.0", x, Convolution.square(width, width, 3)));
        return convolution("shared.2", y, Convolution.square(width, 1, 1));
    }

    private SDVariable convolution(String name, SDVariable x, Convolution geometry) {
        return layers.convolution(PREFIX + name, x, geometry.withBias(), WEIGHTS);
    }
}
