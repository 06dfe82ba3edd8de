package org.wsol.losses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.wsol.losses.ArrayAssert.assertClose;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.wsol.core.ImageSize;
import org.wsol.engine.graph.GraphProgram;
import org.wsol.engine.graph.GraphResult;
import org.wsol.engine.graph.SameDiffExecutor;

class AlignmentParityTest {

    @TestFactory
    Stream<DynamicTest> lossesAndGradientsEqualTheReference() {
        return Cases.ofKind("alignment").stream().flatMap(found -> Stream.of(DataType.FLOAT, DataType.DOUBLE)
                .map(type -> DynamicTest.dynamicTest(found + " " + type, () -> check(found, type))));
    }

    private static void check(Cases.Case found, DataType type) {
        INDArray feature = found.array("feature", type);
        INDArray weight = found.array("weight", type);
        INDArray labels = oneHot(found.array("labels", DataType.INT32), weight.size(0), type);
        for (String loss : List.of("similarity", "norm")) {
            GraphResult result = run(found, feature, weight, labels, loss);
            assertThat(result.output(loss).getDouble(0))
                    .isCloseTo(found.json().get("expected").get(loss).asDouble(), within(found.tolerance()));
            assertClose(
                    "feature gradient of " + loss,
                    result.gradient("feature"),
                    found.array("grad_feature_" + loss, type),
                    found.tolerance());
            if (loss.equals("similarity")) {
                INDArray expected = found.array("grad_weight_similarity", type);
                assertClose("weight gradient", result.gradient("weight"), expected, found.tolerance());
                assertClose("norm map", result.output("F"), found.array("norm_map", type), found.tolerance());
                assertClose("scaled", result.output("scaled"), found.array("norm_map_minmax", type), found.tolerance());
                assertClose("S", result.output("S"), labelled(found, type), found.tolerance());
            }
        }
    }

    private static INDArray labelled(Cases.Case found, DataType type) {
        INDArray all = found.array("similarity", type);
        INDArray labels = found.array("labels", DataType.INT32);
        INDArray[] rows = new INDArray[(int) labels.length()];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = all.slice(i).slice(labels.getInt(i)).dup('c');
        }
        return Nd4j.stack(0, rows);
    }

    private static GraphResult run(Cases.Case found, INDArray feature, INDArray weight, INDArray labels, String loss) {
        SameDiff graph = SameDiff.create();
        SDVariable features = graph.var("feature", feature.dup('c'));
        SDVariable weights = graph.var("weight", weight.dup('c'));
        SDVariable oneHot = graph.constant("labels", labels);
        AlignmentMaps maps = new AlignmentMaps(
                features, feature.size(1), new ImageSize((int) feature.size(2), (int) feature.size(3)));
        maps.norm().rename("F");
        SDVariable scaled = maps.scaledNorm().rename("scaled");
        SDVariable similarity = maps.similarity(weights, oneHot).rename("S");
        SDVariable reference = found.json().get("norm_reference").asText().equals("max")
                ? maps.largestSimilarity(weights, weight.size(0))
                : similarity;
        AlignmentLosses.similarity(
                        similarity, scaled, found.number("foreground_threshold"), found.number("background_threshold"))
                .rename("similarity");
        AlignmentLosses.norm(scaled, reference).rename("norm");
        graph.setLossVariables(loss);
        List<String> gradients = loss.equals("norm") ? List.of("feature") : List.of("feature", "weight");
        return new SameDiffExecutor(
                        new GraphProgram(graph, List.of("similarity", "norm", "F", "scaled", "S"), gradients))
                .run(Map.of());
    }

    static INDArray oneHot(INDArray labels, long classes, DataType type) {
        INDArray oneHot = Nd4j.zeros(type, labels.length(), classes);
        for (int i = 0; i < labels.length(); i++) {
            oneHot.putScalar(i, labels.getInt(i), 1);
        }
        return oneHot;
    }
}
