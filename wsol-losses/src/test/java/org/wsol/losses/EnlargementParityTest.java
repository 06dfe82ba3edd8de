package org.wsol.losses;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.wsol.core.ImageSize;
import org.wsol.engine.graph.BatchNormMode;
import org.wsol.engine.graph.GraphExecutor;
import org.wsol.engine.graph.GraphProgram;
import org.wsol.engine.graph.GraphResult;
import org.wsol.engine.graph.Layers;
import org.wsol.engine.graph.ParameterStore;
import org.wsol.engine.plan.PlannedExecutor;
import org.wsol.heads.internal.Enlargement;

/**
 * Compares the enlargement inside training graphs and its gradient with the reference case of kind {@code operations}.
 */
class EnlargementParityTest {

    static List<Cases.Case> cases() {
        return Cases.maps("operations");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void equalsTheReference(Cases.Case operations) {
        JsonNode expected = null;
        for (JsonNode operation : operations.json().get("expected")) {
            expected = operation.get("operation").asText().equals("resize_bilinear") ? operation : expected;
        }
        assertThat(expected).as("the operation resize_bilinear").isNotNull();
        INDArray maps = array(operations, expected.get("inputs").get(0));
        INDArray large = array(operations, expected.get("output"));
        ImageSize from = new ImageSize((int) maps.size(2), (int) maps.size(3));
        ImageSize to = new ImageSize((int) large.size(2), (int) large.size(3));
        try (ParameterStore store = new ParameterStore(DataType.FLOAT, 1)) {
            SameDiff graph = SameDiff.create();
            Layers layers = new Layers(graph, store, BatchNormMode.TRAINING);
            SDVariable x = graph.placeHolder("x", DataType.FLOAT, -1, from.area());
            SDVariable y = Enlargement.bilinear(layers, x, from, to);
            INDArray upstream = array(operations, expected.get("upstream")).reshape(-1, to.area());
            y.mul(graph.constant("upstream", upstream)).sum().rename("loss");
            graph.setLossVariables("loss");
            try (GraphExecutor executor =
                    new PlannedExecutor(new GraphProgram(graph, List.of(y.name()), List.of("x")))) {
                GraphResult result = executor.run(Map.of("x", maps.reshape(-1, from.area())));
                assertClose("value", result.output(y.name()), large, operations.tolerance());
                INDArray gradient = array(operations, expected.get("gradients").get(0));
                assertClose("gradient", result.gradient("x"), gradient, operations.tolerance());
            }
        }
    }

    private static void assertClose(String what, INDArray actual, INDArray expected, double tolerance) {
        double scale = expected.amaxNumber().doubleValue();
        double difference = actual.dup('c')
                .reshape(expected.shape())
                .sub(expected)
                .amaxNumber()
                .doubleValue();
        assertThat(difference).as(what).isLessThanOrEqualTo(tolerance * scale);
    }

    private static INDArray array(Cases.Case operations, JsonNode file) {
        String name = file.asText();
        return operations.array(name.substring(0, name.length() - ".npy".length()), DataType.FLOAT);
    }
}
