package org.wsol.losses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.wsol.losses.ArrayAssert.assertClose;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.wsol.core.random.SplitMix64;
import org.wsol.engine.graph.GraphProgram;
import org.wsol.engine.graph.GraphResult;
import org.wsol.engine.graph.SameDiffExecutor;

class CutMixParityTest {

    @TestFactory
    Stream<DynamicTest> mixedImagesLossesAndGradientsEqualTheReference() {
        return Cases.peers("cutmix").stream()
                .map(found -> DynamicTest.dynamicTest(found.toString(), () -> check(found)));
    }

    private static void check(Cases.Case found) {
        INDArray images = found.array("images", DataType.FLOAT).dup('c');
        int classes = found.json().get("classes").asInt();
        INDArray labels = AlignmentParityTest.oneHot(found.array("labels", DataType.INT32), classes, DataType.FLOAT);
        CutMix step = new CutMix(new CutMix.Options(1, found.number("cutmix_prob"), true));
        boolean applied = found.json().get("expected").get("applied").asBoolean();
        assertThat(found.number("cutmix_prob") > found.number("coin")).isEqualTo(applied);
        if (applied) {
            double kept = step.apply(images, labels, mix(found));
            assertThat(kept).isCloseTo(found.expected("lambda_effective"), within(1e-12));
            assertClose("mixed", images, found.array("mixed", DataType.FLOAT), 0);
        }
        checkLoss(found, images, labels);
    }

    private static CutMix.Mix mix(Cases.Case found) {
        return new CutMix.Mix(
                found.number("lambda_drawn"),
                found.array("permutation", DataType.INT32).toIntVector(),
                found.json().get("centre_row").asInt(),
                found.json().get("centre_column").asInt());
    }

    private static void checkLoss(Cases.Case found, INDArray images, INDArray labels) {
        SameDiff graph = SameDiff.create();
        SDVariable weight =
                graph.var("weight", found.array("weight", DataType.FLOAT).dup('c'));
        SDVariable bias = graph.var("bias", found.array("bias", DataType.FLOAT).dup('c'));
        SDVariable pooled = graph.constant("images", images).mean(2, 3);
        SDVariable logits =
                graph.mmul(pooled, weight, false, true, false).add(bias).rename("logits");
        CrossEntropy.of(logits, graph.constant("labels", labels)).rename("loss");
        graph.setLossVariables("loss");
        GraphProgram program = new GraphProgram(graph, List.of("loss", "logits"), List.of("weight", "bias"));
        try (SameDiffExecutor executor = new SameDiffExecutor(program)) {
            GraphResult result = executor.run(Map.of());
            assertThat(result.output("loss").getDouble(0))
                    .isCloseTo(found.expected("loss"), within(found.tolerance() * 2));
            assertClose("logits", result.output("logits"), found.array("logits", DataType.FLOAT), 1e-5);
            assertClose("weight", result.gradient("weight"), found.array("grad_weight", DataType.FLOAT), 1e-5);
            assertClose("bias", result.gradient("bias"), found.array("grad_bias", DataType.FLOAT), 1e-5);
        }
    }

    @Test
    void drawsAreReproducibleAndFollowTheOptions() {
        CutMix half = new CutMix(new CutMix.Options(1, 0.5, true));
        long mixed = Stream.iterate(0, i -> i + 1)
                .limit(400)
                .filter(i -> half.draw(4, 9, 9, SplitMix64.named(1, "x/" + i)).isPresent())
                .count();
        assertThat(mixed).isBetween(160L, 240L);
        CutMix.Mix once = half.draw(4, 9, 9, new SplitMix64(3)).orElseThrow();
        CutMix.Mix again = half.draw(4, 9, 9, new SplitMix64(3)).orElseThrow();
        assertThat(again.kept()).isEqualTo(once.kept());
        assertThat(again.partners()).isEqualTo(once.partners());
        assertThat(new CutMix(new CutMix.Options(0, 1, true)).mixesLabels()).isFalse();
        assertThat(new CutMix(new CutMix.Options(0, 1, true)).draw(4, 9, 9, new SplitMix64(3)))
                .isEmpty();
    }
}
