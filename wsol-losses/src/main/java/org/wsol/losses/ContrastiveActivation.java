package org.wsol.losses;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.wsol.core.ImageSize;
import org.wsol.core.component.Setting;
import org.wsol.core.component.TrainingSpan;
import org.wsol.engine.cam.Localization;
import org.wsol.engine.cam.LocalizationGraphBuilder;
import org.wsol.engine.graph.Layers;
import org.wsol.engine.nd4j.StopGradient;
import org.wsol.engine.plan.StaticShapes;
import org.wsol.engine.train.HostComputation;
import org.wsol.engine.train.LossTerm;
import org.wsol.engine.train.Method;
import org.wsol.engine.train.TrainingGraphBuilder;
import org.wsol.heads.internal.ContrastHead;

/**
 * C2AM (Xie et al., CVPR 2022): one map for all classes separates foreground from background by contrasting the images
 * of a batch. The map does not depend on labels; the backbone's classifier is trained at the same time on features
 * without gradient.
 */
public final class ContrastiveActivation implements Method {
    /** The method's name in experiment files. */
    public static final String NAME = ContrastHead.NAME;
    /** Term: foregrounds and backgrounds are pushed apart. */
    public static final String CONTRAST = "contrast";
    /** Term: foregrounds are pulled together. */
    public static final String FOREGROUND = "foreground";
    /** Term: backgrounds are pulled together. */
    public static final String BACKGROUND = "background";

    private static final String ORDER = NAME + ".order";

    private final Options options;
    private final ContrastHead head;

    /**
     * The keys of {@code method: {name: ccam}}.
     *
     * @param alpha how fast the weight of a pair falls with its rank
     * @param points the stages whose features are concatenated
     */
    public record Options(
            @Setting(
                    doc =
                            "How fast the weight exp(-alpha rank) of a pair falls: 0 treats all pairs alike. Published: 0.05"
                                    + " for supervised weights, 0.75 for self-supervised ones.",
                    defaultValue = "0.05",
                    min = 0)
            double alpha,

            @Setting(
                    doc = "The stages whose features are concatenated, the last of them the backbone's last. Unless"
                            + " given: ResNet-50 layer3.5, layer4.2; elsewhere the backbone's dropout point and its last"
                            + " stage. Larger maps are averaged to the size of the last.")
            Optional<List<String>> points) {}

    /** Creates the method with its options. */
    public ContrastiveActivation(Options options) {
        this.options = options;
        this.head = new ContrastHead(options.points());
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<LossTerm> terms() {
        return List.of(
                new LossTerm(BridgingGap.CROSS_ENTROPY, 1, TrainingSpan.ZERO),
                new LossTerm(CONTRAST, 1, TrainingSpan.ZERO),
                new LossTerm(FOREGROUND, 1, TrainingSpan.ZERO),
                new LossTerm(BACKGROUND, 1, TrainingSpan.ZERO));
    }

    @Override
    public void build(TrainingGraphBuilder graph) {
        Layers layers = graph.layers();
        ContrastHead.Features found = head.features(graph.backbone(), layers, graph.images());
        SDVariable logits =
                graph.backbone().head().logits(layers, layers.sized(StopGradient.of(found.last()), found.size(layers)));
        graph.logits(logits);
        if (graph.wants(BridgingGap.CROSS_ENTROPY)) {
            graph.term(BridgingGap.CROSS_ENTROPY, CrossEntropy.of(logits, graph.labels()));
        }
        if (graph.wants(CONTRAST) || graph.wants(FOREGROUND) || graph.wants(BACKGROUND)) {
            addContrast(graph, found);
        }
    }

    private void addContrast(TrainingGraphBuilder graph, ContrastHead.Features found) {
        Layers layers = graph.layers();
        SDVariable map = ContrastHead.map(layers, found.all());
        trackBorder(layers, map, found.size(layers));
        SDVariable order = graph.computed(ORDER, -1);
        graph.compute((values, labels, parameters, random) ->
                new HostComputation.Result(Map.of(ORDER, numbered(labels)), Map.of()));
        long area = found.size(layers).area();
        SDVariable places = found.all().reshape(-1, StaticShapes.channels(found.all()), area);
        ContrastTerms terms = new ContrastTerms(places, map, order, area, options.alpha());
        if (graph.wants(CONTRAST)) {
            graph.term(CONTRAST, terms.contrast());
        }
        if (graph.wants(FOREGROUND)) {
            graph.term(FOREGROUND, terms.foreground());
        }
        if (graph.wants(BACKGROUND)) {
            graph.term(BACKGROUND, terms.background());
        }
    }

    /** 0, 1, 2 ... for the images of the batch: pairs that tie are ranked in this order. */
    private static INDArray numbered(INDArray labels) {
        return Nd4j.arange(0, (double) labels.size(0)).castTo(labels.dataType());
    }

    @Override
    public void localize(LocalizationGraphBuilder graph) {
        head.localize(graph);
    }

    @Override
    public Localization inference() {
        return head;
    }

    /** The image borders, averaged over the training, tell which side of the map is the background. */
    private static void trackBorder(Layers layers, SDVariable map, ImageSize size) {
        float[] border = new float[Math.toIntExact(size.area())];
        int count = 0;
        for (int p = 0; p < border.length; p++) {
            int row = p / size.width();
            int column = p % size.width();
            boolean outer = row == 0 || column == 0 || row == size.height() - 1 || column == size.width() - 1;
            border[p] = outer ? 1 : 0;
            count += outer ? 1 : 0;
        }
        SDVariable weights = layers.constant(
                NAME + "#border",
                Nd4j.createFromArray(border).castTo(map.dataType()).reshape(1, border.length));
        SDVariable mean =
                StopGradient.of(map).mul(weights).sum(1).mean().div(count).reshape(1);
        layers.runningStatistic(ContrastHead.BORDER, mean, mean.mul(0.0), 1);
    }
}
