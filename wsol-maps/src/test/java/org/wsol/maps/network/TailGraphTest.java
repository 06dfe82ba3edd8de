package org.wsol.maps.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.wsol.core.ImageSize;
import org.wsol.engine.cam.Localization;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.GraphExecutor;
import org.wsol.engine.graph.GraphProgram;
import org.wsol.engine.graph.NumericGradient;
import org.wsol.engine.graph.ParameterStore;
import org.wsol.engine.graph.SameDiffExecutor;
import org.wsol.engine.plan.PlannedExecutor;
import org.wsol.engine.weights.Networks;
import org.wsol.maps.SmallNetworks;

/** Compares the gradient with respect to a stage's output with finite differences in double precision. */
class TailGraphTest {

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void gradientEqualsFiniteDifferences(boolean planned) {
        ImageSize size = new ImageSize(16, 24);
        try (ParameterStore store = new ParameterStore(DataType.DOUBLE, 3)) {
            Backbone backbone = SmallNetworks.tinyResNet(4);
            Networks.initialize(backbone, size, store);
            long[] shape = {2, 16, 4, 6};
            TailGraph tail = TailGraph.build(Localization.PLAIN, backbone, store, size, "layer2", shape);
            INDArray features = Nd4j.rand(DataType.DOUBLE, shape);
            INDArray derivative = Nd4j.createFromArray(new double[][] {{0, 1, 0, 0}, {0.5, 0, -2, 1}});
            Map<String, INDArray> inputs = Map.of(TailGraph.FEATURES, features, TailGraph.DERIVATIVE, derivative);
            GraphProgram gradients = tail.gradients();
            GraphProgram sum = new GraphProgram(tail.graph(), List.of("score"), List.of());
            try (GraphExecutor executor = planned ? new PlannedExecutor(gradients) : new SameDiffExecutor(gradients);
                    GraphExecutor scores = new SameDiffExecutor(sum)) {
                INDArray gradient =
                        executor.run(inputs).gradient(TailGraph.FEATURES).dup();
                for (long index : new long[] {0, 17, 101, 383, 400, 767}) {
                    assertThat(gradient.getDouble(index))
                            .isCloseTo(NumericGradient.of(scores, inputs, "score", features, index), within(1e-7));
                }
            }
        }
    }
}
