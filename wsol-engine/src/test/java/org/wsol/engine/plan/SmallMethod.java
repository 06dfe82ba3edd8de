package org.wsol.engine.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.wsol.core.ImageSize;
import org.wsol.core.random.SplitMix64;
import org.wsol.engine.graph.BatchNormMode;
import org.wsol.engine.graph.Convolution;
import org.wsol.engine.graph.GraphProgram;
import org.wsol.engine.graph.Layers;
import org.wsol.engine.graph.Layers.StatisticUpdate;
import org.wsol.engine.graph.Padding;
import org.wsol.engine.graph.ParameterStore;

/** A network with every kind of layer, a tail that is applied twice with shared parameters, and losses on its maps. */
final class SmallMethod implements AutoCloseable {
    static final int CLASSES = 5;
    private static final ImageSize SIZE = new ImageSize(17, 14);

    final ParameterStore store;
    final SameDiff graph = SameDiff.create();
    private final Layers layers;
    private final DataType type;
    private final List<String> outputs = new ArrayList<>(List.of("loss", "logits"));

    SmallMethod(DataType type) {
        this(type, BatchNormMode.TRAINING);
    }

    SmallMethod(DataType type, BatchNormMode mode) {
        this.type = type;
        store = new ParameterStore(type, 11);
        layers = new Layers(graph, store, mode);
        SDVariable trunk = trunk(layers.images("images", 3, SIZE));
        SDVariable clean = tail(trunk);
        SDVariable erased = tail(layers.sized(trunk.mul(keepMask(trunk)), layers.sizeOf(trunk)));
        losses(clean, erased);
        for (StatisticUpdate update : layers.statisticUpdates()) {
            outputs.add(update.batchMean());
            outputs.add(update.batchVariance());
        }
    }

    private SDVariable trunk(SDVariable images) {
        SDVariable x = layers.relu(
                layers.convolution("first", images, Convolution.square(3, 16, 3).withBias()));
        x = layers.maxPool(x, 3, 2, Padding.of(1), false);
        x = layers.relu6(layers.convolutionBatchNorm("expand", "expandNorm", x, Convolution.square(16, 32, 1), 1e-3));
        x = layers.relu6(layers.convolutionBatchNorm("depth", "depthNorm", x, Convolution.depthwise(32, 3, 2), 1e-5));
        SDVariable projected =
                layers.convolutionBatchNorm("project", "projectNorm", x, Convolution.square(32, 32, 1), 1e-5);
        x = layers.add(x, projected);
        SDVariable branch = layers.averagePool(x, 3, 1, Padding.of(1));
        return layers.relu(layers.concat(x, branch));
    }

    private SDVariable tail(SDVariable x) {
        SDVariable y =
                layers.relu(layers.convolutionBatchNorm("tail", "tailNorm", x, Convolution.square(64, 32, 3), 1e-5));
        SDVariable shortcut =
                layers.convolutionBatchNorm("shortcut", "shortcutNorm", x, Convolution.square(64, 32, 1), 1e-5);
        return layers.relu(layers.add(y, shortcut));
    }

    private SDVariable keepMask(SDVariable trunk) {
        ImageSize size = layers.sizeOf(trunk);
        SDVariable attention = trunk.mean(true, 1);
        SDVariable threshold = attention.max(true, 2, 3).mul(0.8);
        SDVariable below = attention.lte(threshold).castTo(type);
        SDVariable lucky =
                layers.noise("noise", 1, size.height(), size.width()).gt(0.5).castTo(type);
        return graph.math().max(below, lucky);
    }

    private void losses(SDVariable clean, SDVariable erased) {
        SDVariable labels = graph.placeHolder("labels", type, -1, CLASSES);
        SDVariable weight =
                layers.parameter("fc.weight", new org.wsol.engine.graph.Initializer.UniformFanIn(), CLASSES, 32);
        SDVariable logits =
                graph.mmul(clean.mean(2, 3), weight, false, true, false).rename("logits");
        SDVariable classification = graph.math()
                .log(graph.nn().softmax(logits, 1))
                .mul(labels)
                .sum()
                .neg();
        SDVariable consistency = graph.math().abs(clean.sub(erased)).mean();
        SDVariable norm = graph.math().sqrt(clean.mul(clean).sum(true, 1).add(1e-6));
        SDVariable low = norm.min(true, 2, 3);
        SDVariable scaled = norm.sub(low).div(norm.max(true, 2, 3).sub(low).add(1e-3));
        SDVariable mask = scaled.gt(0.5).castTo(type);
        SDVariable spread = scaled.mul(mask).mean().sub(scaled.mul(mask.rsub(1)).mean());
        classification.add(consistency.mul(2)).add(spread).rename("loss");
        graph.setLossVariables("loss");
    }

    GraphProgram training() {
        return new GraphProgram(graph, outputs, store.trainableNames());
    }

    GraphProgram inference() {
        return new GraphProgram(graph, List.of("logits"), List.of());
    }

    Map<String, INDArray> batch(int size, long seed) {
        Map<String, INDArray> batch = new HashMap<>();
        batch.put("images", random(seed, false, size, 3, SIZE.height(), SIZE.width()));
        batch.put("noise", random(seed + 1, true, size, 1, 5, 4));
        INDArray labels = Nd4j.zeros(type, size, CLASSES);
        for (int i = 0; i < size; i++) {
            labels.putScalar(i, (i + seed) % CLASSES, 1);
        }
        batch.put("labels", labels);
        return batch;
    }

    private INDArray random(long seed, boolean uniform, long... shape) {
        SplitMix64 stream = new SplitMix64(seed);
        INDArray array = Nd4j.create(type, shape, 'c');
        for (long i = 0; i < array.length(); i++) {
            array.putScalar(i, uniform ? stream.nextDouble() : stream.nextGaussian());
        }
        return array;
    }

    @Override
    public void close() {
        store.close();
    }
}
