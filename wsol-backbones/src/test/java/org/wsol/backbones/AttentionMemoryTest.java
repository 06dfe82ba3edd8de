package org.wsol.backbones;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.wsol.core.ImageSize;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.BatchNormMode;
import org.wsol.engine.graph.GraphProgram;
import org.wsol.engine.graph.Layers;
import org.wsol.engine.graph.NoiseInput;
import org.wsol.engine.graph.ParameterStore;
import org.wsol.engine.plan.PlannedExecutor;

/**
 * Memory use of attention: a narrow transformer with many tokens, whose working memory consists mostly of attention.
 * Sizes are in units of one block's attention.
 */
class AttentionMemoryTest {
    private static final ImageSize SIZE = ImageSize.square(80);
    private static final int PATCH = 4;
    private static final int WIDTH = 8;
    private static final int HEADS = 4;
    private static final int CLASSES = 3;
    private static final long TOKENS = SIZE.area() / (PATCH * PATCH) + 1;
    private static final long ONE_COPY = HEADS * TOKENS * TOKENS * Float.BYTES;

    @Test
    void inferenceNeedsAtMostTwoCopiesForAnyDepth() {
        double shallow = copies(1, false);
        double deep = copies(4, false);
        assertThat(shallow).as("copies in a network of one block").isBetween(1.0, 2.4);
        assertThat(deep).as("copies in a network of four blocks").isLessThan(shallow + 0.1);
    }

    /** The attention of each block is kept for its backward pass, which needs one more copy at a time. */
    @Test
    void trainingKeepsOneCopyPerBlockAndOneMore() {
        double one = copies(1, true);
        double two = copies(2, true);
        double four = copies(4, true);
        assertThat(one).as("copies in a network of one block").isBetween(1.0, 2.6);
        assertThat(two - one).as("copies for one more block").isBetween(0.9, 1.3);
        assertThat(four - two).as("copies for two more blocks").isBetween(1.8, 2.6);
    }

    private static double copies(int depth, boolean training) {
        VisionTransformer transformer = new VisionTransformer(PATCH, WIDTH, depth, HEADS, 20, 0, SIZE);
        Backbone backbone = transformer.backbone("narrow", HeadStyle.LINEAR, CLASSES);
        try (ParameterStore store = new ParameterStore(DataType.FLOAT, 3)) {
            Layers layers =
                    new Layers(SameDiff.create(), store, training ? BatchNormMode.TRAINING : BatchNormMode.FOLDED);
            SDVariable images = layers.images("images", 3, SIZE);
            SDVariable map = backbone.apply(layers, images, 0, backbone.stages().size());
            backbone.head().logits(layers, map).sum().rename("loss");
            layers.graph().setLossVariables("loss");
            List<String> gradients = training ? List.copyOf(store.trainableNames()) : List.of();
            try (PlannedExecutor executor =
                    new PlannedExecutor(new GraphProgram(layers.graph(), List.of("loss"), gradients))) {
                executor.run(inputs(layers));
                return (double) executor.arenaBytes() / ONE_COPY;
            }
        }
    }

    private static Map<String, INDArray> inputs(Layers layers) {
        Map<String, INDArray> inputs = new HashMap<>();
        inputs.put("images", Nd4j.ones(DataType.FLOAT, 1, 3, SIZE.height(), SIZE.width()));
        for (NoiseInput input : layers.noiseInputs()) {
            inputs.put(input.name(), Nd4j.ones(DataType.FLOAT, input.shapeFor(1)));
        }
        return inputs;
    }
}
