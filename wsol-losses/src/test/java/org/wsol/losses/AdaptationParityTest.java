package org.wsol.losses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.wsol.losses.ArrayAssert.assertClose;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.wsol.engine.graph.GraphProgram;
import org.wsol.engine.graph.GraphResult;
import org.wsol.engine.graph.Initializer;
import org.wsol.engine.graph.ParameterStore;
import org.wsol.engine.graph.SameDiffExecutor;
import org.wsol.engine.train.HostComputation;

class AdaptationParityTest {

    @TestFactory
    Stream<DynamicTest> discrepancyAndItsGradientsEqualTheReference() {
        return Cases.peers("mmd").stream()
                .map(found -> DynamicTest.dynamicTest(found.toString(), () -> {
                    SameDiff graph = SameDiff.create();
                    SDVariable source = graph.var(
                            "source", found.array("source", DataType.DOUBLE).dup('c'));
                    SDVariable target = graph.var(
                            "target", found.array("target", DataType.DOUBLE).dup('c'));
                    long n = source.getShape()[0];
                    long c = source.getShape()[1];
                    MeanDiscrepancy.of(source.reshape(1, n, c), target.reshape(1, n, c), (int) n)
                            .sum()
                            .rename("loss");
                    graph.setLossVariables("loss");
                    try (SameDiffExecutor executor = new SameDiffExecutor(
                            new GraphProgram(graph, List.of("loss"), List.of("source", "target")))) {
                        GraphResult result = executor.run(Map.of());
                        assertThat(result.output("loss").getDouble(0)).isCloseTo(found.expected("loss"), within(1e-4));
                        for (String name : List.of("source", "target")) {
                            assertNear(name, result.gradient(name), found.array("grad_" + name, DataType.DOUBLE), 1e-4);
                        }
                    }
                }));
    }

    /** Gradients of two equal sets are rounding errors around zero. */
    private static void assertNear(String name, INDArray actual, INDArray expected, double tolerance) {
        double scale = Math.max(1e-2, expected.amaxNumber().doubleValue());
        assertThat(actual.sub(expected).amaxNumber().doubleValue()).as(name).isLessThanOrEqualTo(tolerance * scale);
    }

    @TestFactory
    Stream<DynamicTest> assignmentsStateTermsAndGradientsEqualTheReference() {
        return Cases.peers("domain_adaptive_assigner").stream()
                .map(found -> DynamicTest.dynamicTest(found.toString(), () -> assign(found)));
    }

    private static void assign(Cases.Case found) {
        int classes = found.json().get("classes").asInt();
        INDArray feature = found.array("feature", DataType.FLOAT).dup('c');
        int images = (int) feature.size(0);
        int channels = (int) feature.size(1);
        INDArray places = feature.reshape(images, channels, -1);
        INDArray labels = AlignmentParityTest.oneHot(found.array("labels", DataType.INT32), classes, DataType.FLOAT);
        int set = found.json().get("sample_num_target").asInt();
        try (ParameterStore store = before(found, classes, channels)) {
            Iterator<JsonNode> orders = found.json().get("orders").elements();
            HostComputation.Result result = new PlaceAssigner(set, "places", "pooled")
                    .compute(places, places.mean(2), labels, store, n -> order(orders.next(), n));
            checkState(found, result);
            INDArray background = result.placeholders().get(PlaceAssigner.BACKGROUND);
            INDArray clusters = found.array("cluster_labels", DataType.INT32);
            assertThat(background).isEqualTo(clusters.eq(0).castTo(DataType.FLOAT));
            checkTerms(found, feature, set, result);
        }
    }

    private static int[] order(JsonNode order, int n) {
        assertThat(order.size()).isEqualTo(n);
        int[] values = new int[n];
        for (int i = 0; i < n; i++) {
            values[i] = order.get(i).asInt();
        }
        return values;
    }

    private static ParameterStore before(Cases.Case found, int classes, int channels) {
        ParameterStore store = new ParameterStore(DataType.FLOAT, 1);
        Initializer zero = new Initializer.Constant(0);
        store.require(PlaceAssigner.CENTRES, ParameterStore.Kind.STATISTIC, zero, classes, channels)
                .assign(found.array("before_class_centers", DataType.FLOAT));
        store.require(PlaceAssigner.COUNTS, ParameterStore.Kind.STATISTIC, zero, classes)
                .assign(found.array("before_class_counts", DataType.FLOAT).reshape(classes));
        store.require(PlaceAssigner.UNIVERSUM, ParameterStore.Kind.STATISTIC, zero, channels)
                .assign(found.array("before_universum_center", DataType.FLOAT).reshape(channels));
        int seen = found.json().get("universum_count").asInt()
                - (int) found.array("labels", DataType.INT32).length();
        store.require(PlaceAssigner.UNIVERSUM_COUNT, ParameterStore.Kind.STATISTIC, zero, 1)
                .assign(seen);
        return store;
    }

    private static void checkState(Cases.Case found, HostComputation.Result result) {
        Map<String, String> files = Map.of(
                PlaceAssigner.CENTRES, "after_class_centers",
                PlaceAssigner.COUNTS, "after_class_counts",
                PlaceAssigner.UNIVERSUM, "after_universum_center");
        files.forEach(
                (name, file) -> assertClose(file, result.state().get(name), found.array(file, DataType.FLOAT), 1e-4));
    }

    private static void checkTerms(Cases.Case found, INDArray feature, int set, HostComputation.Result computed) {
        SameDiff graph = SameDiff.create();
        SDVariable input = graph.var("feature", feature);
        int channels = (int) feature.size(1);
        SDVariable places = input.reshape(-1, channels, feature.size(2) * feature.size(3));
        Map<String, SDVariable> picked = new HashMap<>();
        computed.placeholders().forEach((name, array) -> picked.put(name, graph.constant(name, array)));
        AdaptationTerms terms = new AdaptationTerms(places, places.mean(2), channels, set);
        SDVariable domain = terms.domain(
                        picked.get(PlaceAssigner.SOURCE),
                        picked.get(PlaceAssigner.TARGET),
                        picked.get(PlaceAssigner.USED))
                .rename("loss_d");
        SDVariable universum =
                terms.universum(picked.get(PlaceAssigner.BACKGROUND)).rename("loss_u");
        domain.mul(found.number("loss_d_weight"))
                .add(universum.mul(found.number("loss_u_weight")))
                .rename("loss");
        graph.setLossVariables("loss");
        GraphProgram program = new GraphProgram(graph, List.of("loss_d", "loss_u"), List.of("feature"));
        try (SameDiffExecutor executor = new SameDiffExecutor(program)) {
            GraphResult result = executor.run(Map.of());
            for (String loss : List.of("loss_d", "loss_u")) {
                assertThat(result.output(loss).getDouble(0)).as(loss).isCloseTo(found.expected(loss), within(1e-3));
            }
            assertClose("gradient", result.gradient("feature"), found.array("grad_feature", DataType.FLOAT), 1e-3);
        }
    }
}
