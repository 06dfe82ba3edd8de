package org.wsol.engine.cam;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.wsol.core.ImageSize;
import org.wsol.engine.cam.LocalizationGraph.WantedClass;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.GraphProgram;
import org.wsol.engine.graph.Layers;

/**
 * Builder of the inference graph, to which a {@link Localization} adds class scores and the map of a class. Batch
 * normalisation is folded, dropout and noise are absent, and nothing has a gradient unless a {@link
 * org.wsol.engine.graph.Stage.StageProbe} requests one.
 */
public final class LocalizationGraphBuilder {
    private final Layers layers;
    private final Backbone backbone;
    private final SDVariable images;
    private final WantedClass wantedClass;
    private final List<String> outputs = new ArrayList<>();
    private Optional<SDVariable> logits = Optional.empty();
    private Optional<SDVariable> wanted = Optional.empty();
    private Optional<ImageSize> mapSize = Optional.empty();

    LocalizationGraphBuilder(Layers layers, Backbone backbone, SDVariable images, WantedClass wantedClass) {
        this.layers = layers;
        this.backbone = backbone;
        this.images = images;
        this.wantedClass = wantedClass;
    }

    /** The layers of the graph. */
    public Layers layers() {
        return layers;
    }

    /** The network. */
    public Backbone backbone() {
        return backbone;
    }

    /** Normalised images, shape (B, 3, H, W). */
    public SDVariable images() {
        return images;
    }

    /** Number of classes K. */
    public int classes() {
        return backbone.head().classes();
    }

    /** Sets the class scores, shape (B, K). */
    public void logits(SDVariable scores) {
        logits = Optional.of(output(scores, LocalizationGraph.LOGITS));
    }

    /**
     * The classes whose map is requested, shape (B, K): one-hot, or equal shares of several classes for the mean of
     * their maps; every row sums to 1. {@link #logits} must have been called before.
     */
    public SDVariable wanted() {
        if (wanted.isEmpty()) {
            wanted = Optional.of(shares());
        }
        return wanted.get();
    }

    private SDVariable shares() {
        SameDiff graph = layers.graph();
        if (wantedClass instanceof WantedClass.MeanOfTop mean) {
            return meanOfTop(mean.classes());
        } else if (wantedClass instanceof WantedClass.Predicted) {
            SDVariable best = graph.argmax(givenLogits(), 1);
            return graph.oneHot(best, classes(), -1, 1, 0, layers.parameters().type());
        }
        return graph.placeHolder(LocalizationGraph.CLASSES, layers.parameters().type(), -1, classes());
    }

    /**
     * Equal shares of the classes with the highest scores, shape (B, K), rows summing to 1; classes tied with the last
     * of them are included.
     *
     * @param count number of classes; all classes if there are fewer
     */
    public SDVariable meanOfTop(int count) {
        // Counts the higher scores instead of sorting, which the planner does not support.
        SDVariable scores = givenLogits();
        SDVariable higher = scores.reshape(-1, 1, classes()).gt(scores.reshape(-1, classes(), 1));
        SDVariable rank = higher.castTo(scores.dataType()).sum(2);
        SDVariable chosen = rank.lt(Math.min(count, classes())).castTo(scores.dataType());
        return chosen.div(chosen.sum(true, 1));
    }

    /**
     * Sets the map of the requested class, of any sign and scale. Constant maps are allowed; NaN and infinite values
     * are not.
     *
     * @param map B x h x w values in any shape
     * @param size rows h and columns w
     */
    public void map(SDVariable map, ImageSize size) {
        mapSize = Optional.of(size);
        output(map.reshape(-1, size.area()), LocalizationGraph.CAM);
    }

    /** Sets the norm map F: B x h x w values, at least 0, of the same size as the map. */
    public void norm(SDVariable norm) {
        output(norm.reshape(-1, size().area()), LocalizationGraph.NORM);
    }

    /** Sets the similarity map S of the requested class: B x h x w values in [-1, 1], of the same size as the map. */
    public void similarity(SDVariable similarity) {
        output(similarity.reshape(-1, size().area()), LocalizationGraph.SIMILARITY);
    }

    /** Sets |w|, the length of the requested class's weight, B values. */
    public void weightNorm(SDVariable weightNorm) {
        output(weightNorm.reshape(-1, 1), LocalizationGraph.WEIGHT_NORM);
    }

    /**
     * The whole backbone with its own head: class scores, class activation map and all three factors. If the head has a
     * {@link org.wsol.engine.graph.Head.Neck}, the map is that of Grad-CAM, up to its ReLU and a factor.
     */
    public void plain() {
        SDVariable features =
                backbone.apply(layers, images, 0, backbone.stages().size());
        logits(backbone.head().logits(layers, features));
        SDVariable chosen = backbone.head().channelWeights(layers, features, wanted());
        weightedMap(features, chosen, backbone.head().channels());
    }

    /**
     * The class activation map of features and class weights with its three factors, {@code map = F x S x |w|}.
     *
     * @param features shape (B, C, h, w)
     * @param weight shape (K, C)
     * @param channels the number of channels C
     */
    public void classActivationMap(SDVariable features, SDVariable weight, int channels) {
        weightedMap(features, wanted().mmul(weight), channels);
    }

    /** The same with separate weights (B, C) for every image. */
    private void weightedMap(SDVariable features, SDVariable chosen, int channels) {
        SameDiff graph = layers.graph();
        ImageSize size = layers.sizeOf(features);
        SDVariable places = features.reshape(-1, channels, size.area());
        SDVariable cam = chosen.reshape(-1, 1, channels).mmul(places).reshape(-1, size.area());
        SDVariable norm = graph.math().sqrt(places.mul(places).sum(1));
        SDVariable weightNorm = graph.math().sqrt(chosen.mul(chosen).sum(true, 1));
        SDVariable smallest = graph.constant(Cam.SMALLEST_LENGTH).castTo(norm.dataType());
        SDVariable lengths = graph.math().max(norm, smallest).mul(graph.math().max(weightNorm, smallest));
        SDVariable similarity = cam.div(lengths);
        map(cam, size);
        norm(norm);
        similarity(similarity);
        weightNorm(weightNorm);
    }

    private SDVariable output(SDVariable variable, String name) {
        if (outputs.contains(name)) {
            throw new IllegalStateException("'" + name + "' was given twice");
        }
        outputs.add(name);
        return variable.rename(name);
    }

    private SDVariable givenLogits() {
        return logits.orElseThrow(() -> new IllegalStateException("the class scores must be given before the map"));
    }

    private ImageSize size() {
        return mapSize.orElseThrow(() -> new IllegalStateException("the map must be given before its factors"));
    }

    Set<String> outputs() {
        return Set.copyOf(outputs);
    }

    LocalizationGraph build() {
        givenLogits();
        // The graph is built for the parameters as they are.
        return new LocalizationGraph(
                new GraphProgram(layers.graph(), outputs, List.of(), true), size(), layers.foldedParameters());
    }
}
