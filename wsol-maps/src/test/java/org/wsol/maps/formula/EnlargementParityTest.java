package org.wsol.maps.formula;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.wsol.core.ImageSize;
import org.wsol.maps.MapCase;

/** The two bilinear enlargements among the reference cases of kind {@code operations}. */
class EnlargementParityTest {

    static Stream<Arguments> enlargements() {
        List<Arguments> found = new ArrayList<>();
        for (MapCase operations : MapCase.ofKind("operations")) {
            for (JsonNode expected : operations.json().get("expected")) {
                switch (expected.get("operation").asText()) {
                    case "resize_bilinear" ->
                        found.add(Arguments.of(operations, expected, Enlargement.Corners.HALF_PIXEL));
                    case "resize_bilinear_aligned" ->
                        found.add(Arguments.of(operations, expected, Enlargement.Corners.ALIGNED));
                    default -> {
                        // tested with the networks
                    }
                }
            }
        }
        return found.stream();
    }

    @ParameterizedTest
    @MethodSource("enlargements")
    void equalsTheReference(MapCase owner, JsonNode expected, Enlargement.Corners corners) {
        INDArray maps = owner.array(expected.get("inputs").get(0).asText());
        INDArray large = owner.array(expected.get("output").asText());
        Enlargement enlargement = new Enlargement(sizeOf(maps), sizeOf(large), corners);
        int from = (int) sizeOf(maps).area();
        int to = (int) sizeOf(large).area();
        float[] input = all(maps);
        float[] output = new float[(int) large.length()];
        for (int i = 0; i * from < input.length; i++) {
            float[] map = new float[from];
            System.arraycopy(input, i * from, map, 0, from);
            float[] target = new float[to];
            enlargement.apply(map, target);
            System.arraycopy(target, 0, output, i * to, to);
        }
        MapCase.assertClose("enlarged", output, all(large), owner.tolerance());
        float[] gradient = adjoint(
                enlargement, from, to, all(owner.array(expected.get("upstream").asText())));
        INDArray expectedGradient = owner.array(expected.get("gradients").get(0).asText());
        MapCase.assertClose("gradient", gradient, all(expectedGradient), owner.tolerance());
    }

    /**
     * An enlargement is linear: the gradient with respect to a position is the sum of the given numbers weighted by its
     * enlarged unit map.
     */
    private static float[] adjoint(Enlargement enlargement, int from, int to, float[] upstream) {
        int maps = upstream.length / to;
        float[] gradient = new float[maps * from];
        float[] enlarged = new float[to];
        for (int place = 0; place < from; place++) {
            float[] single = new float[from];
            single[place] = 1;
            enlargement.apply(single, enlarged);
            for (int map = 0; map < maps; map++) {
                double sum = 0;
                for (int i = 0; i < to; i++) {
                    sum += enlarged[i] * (double) upstream[map * to + i];
                }
                gradient[map * from + place] = (float) sum;
            }
        }
        return gradient;
    }

    private static ImageSize sizeOf(INDArray maps) {
        return new ImageSize((int) maps.size(2), (int) maps.size(3));
    }

    private static float[] all(INDArray array) {
        return array.dup('c').reshape(-1).toFloatVector();
    }
}
