package org.wsol.backbones;

import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.wsol.core.ImageSize;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.BatchNormMode;
import org.wsol.engine.graph.GraphExecutor;
import org.wsol.engine.graph.GraphProgram;
import org.wsol.engine.graph.GraphResult;
import org.wsol.engine.graph.Layers;
import org.wsol.engine.graph.ParameterStore;
import org.wsol.engine.graph.SameDiffExecutor;

/**
 * Features and class scores of one batch.
 *
 * @param features shape (B, C, h, w)
 * @param logits shape (B, K)
 */
record ForwardPass(INDArray features, INDArray logits) {

    static ForwardPass of(Backbone backbone, ParameterStore store, BatchNormMode mode, INDArray images) {
        Layers layers = new Layers(SameDiff.create(), store, mode);
        SDVariable input = layers.images("images", 3, new ImageSize((int) images.size(2), (int) images.size(3)));
        SDVariable features = backbone.apply(layers, input, 0, backbone.stages().size());
        SDVariable logits = backbone.head().logits(layers, features);
        GraphProgram program = new GraphProgram(layers.graph(), List.of(features.name(), logits.name()), List.of());
        try (GraphExecutor executor = new SameDiffExecutor(program)) {
            GraphResult result = executor.run(Map.of("images", images));
            return new ForwardPass(
                    result.output(features.name()).dup(),
                    result.output(logits.name()).dup());
        }
    }
}
