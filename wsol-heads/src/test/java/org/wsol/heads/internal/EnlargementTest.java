package org.wsol.heads.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;
import org.wsol.core.ImageSize;
import org.wsol.engine.graph.BatchNormMode;
import org.wsol.engine.graph.GraphProgram;
import org.wsol.engine.graph.Layers;
import org.wsol.engine.graph.ParameterStore;
import org.wsol.engine.graph.SameDiffExecutor;

class EnlargementTest {

    @Test
    void halfPixelCentresReplicateTheBorder() {
        assertThat(Enlargement.bilinear(2, 4))
                .isDeepEqualTo(new double[][] {{1, 0}, {0.75, 0.25}, {0.25, 0.75}, {0, 1}});
    }

    @Test
    void averagesEqualPoolingForDivisibleSizesAndAreasOtherwise() {
        assertThat(averaged(new ImageSize(2, 4), new ImageSize(1, 2), 1, 2, 3, 4, 5, 6, 7, 8))
                .containsExactly(new double[] {3.5, 5.5}, within(1e-12));
        assertThat(averaged(new ImageSize(1, 3), new ImageSize(1, 2), 3, 6, 9))
                .containsExactly(new double[] {4, 8}, within(1e-12));
    }

    private static double[] averaged(ImageSize from, ImageSize to, double... values) {
        try (ParameterStore store = new ParameterStore(DataType.DOUBLE, 1)) {
            Layers layers = new Layers(SameDiff.create(), store, BatchNormMode.TRAINING);
            var map =
                    layers.graph().constant("map", Nd4j.createFromArray(values).reshape(1, values.length));
            String out = Enlargement.averaged(layers, map, from, to).name();
            try (SameDiffExecutor executor =
                    new SameDiffExecutor(new GraphProgram(layers.graph(), List.of(out), List.of()))) {
                return executor.run(Map.of()).output(out).dup('c').data().asDouble();
            }
        }
    }
}
