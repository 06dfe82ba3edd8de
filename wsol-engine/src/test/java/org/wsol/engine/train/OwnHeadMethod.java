package org.wsol.engine.train;

import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.factory.Nd4j;
import org.wsol.core.component.TrainingSpan;
import org.wsol.engine.cam.LocalizationGraphBuilder;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.Convolution;
import org.wsol.engine.graph.Initializer;
import org.wsol.engine.graph.Layers;

/**
 * A method that uses all extension points: its own head, a random number per step, a frozen second pass, a term from a
 * host computation, state that counts steps, and its own map.
 */
record OwnHeadMethod(List<BatchStep> batchSteps, boolean needsOneClassAnImage) implements Method {
    static final String COUNT = "own-head.count";

    @Override
    public String name() {
        return "own-head";
    }

    @Override
    public List<LossTerm> terms() {
        return List.of(
                new LossTerm("fit", 1, TrainingSpan.ZERO),
                new LossTerm("frozen", 1, TrainingSpan.ZERO),
                new LossTerm("host", 1, TrainingSpan.ZERO));
    }

    private static SDVariable maps(Layers layers, Backbone backbone, SDVariable features) {
        Convolution one = Convolution.square(
                        OneStageBackbone.CHANNELS, backbone.head().classes(), 1)
                .withBias();
        return layers.convolution("own-head.classifier", features, one);
    }

    @Override
    public void build(TrainingGraphBuilder graph) {
        Layers layers = graph.layers();
        Backbone backbone = graph.backbone();
        SDVariable features = backbone.apply(layers, graph.images(), 0, 1);
        SDVariable logits = maps(layers, backbone, features).mean(2, 3);
        graph.logits(logits);
        SDVariable coin = layers.stepNoise("own-head.coin");
        if (graph.wants("fit")) {
            SDVariable difference = logits.sub(graph.labels());
            graph.term("fit", difference.mul(difference).mean().mul(coin.add(1)));
        }
        if (graph.wants("frozen")) {
            Layers frozen = layers.detached();
            SDVariable again = maps(frozen, backbone, backbone.apply(frozen, graph.images(), 0, 1));
            graph.term("frozen", again.mul(again).mean());
        }
        if (graph.wants("host")) {
            layers.state(COUNT, new Initializer.Constant(0), 1);
            SDVariable pooled = features.mean(2, 3);
            SDVariable target = graph.computed("own-head.target", -1, OneStageBackbone.CHANNELS);
            graph.compute(
                    (values, labels, parameters, random) -> new HostComputation.Result(
                            Map.of("own-head.target", values.get(pooled.name()).add(1)),
                            Map.of(COUNT, parameters.get(COUNT).add(1))),
                    pooled);
            SDVariable difference = pooled.sub(target);
            graph.term("host", difference.mul(difference).mean());
        }
    }

    @Override
    public void localize(LocalizationGraphBuilder graph) {
        Layers layers = graph.layers();
        SDVariable features = graph.backbone().apply(layers, graph.images(), 0, 1);
        SDVariable maps = maps(layers, graph.backbone(), features);
        graph.logits(maps.mean(2, 3));
        SDVariable chosen = graph.wanted().reshape(-1, graph.classes(), 1, 1);
        graph.map(maps.mul(chosen).sum(1), layers.sizeOf(features));
    }

    /** A step that adds one random number to all images. */
    static BatchStep brighten(boolean mixes) {
        return new BatchStep() {
            @Override
            public String name() {
                return "brighten";
            }

            @Override
            public boolean mixesLabels() {
                return mixes;
            }

            @Override
            public void apply(
                    org.nd4j.linalg.api.ndarray.INDArray images,
                    org.nd4j.linalg.api.ndarray.INDArray labels,
                    org.wsol.core.random.SplitMix64 random) {
                images.addi(Nd4j.scalar((float) random.nextDouble()));
            }
        };
    }
}
