package org.wsol.engine.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.wsol.engine.graph.GraphExecutor;
import org.wsol.engine.graph.GraphProgram;
import org.wsol.engine.graph.GraphResult;
import org.wsol.engine.graph.NumericGradient;
import org.wsol.engine.graph.SameDiffExecutor;
import org.wsol.engine.plan.ExecutionEngine;
import org.wsol.engine.plan.PlannedExecutor;

/** Reductions over axes of length one, with every executor: one class, one image, a map with one position. */
class VectorReductionsTest {
    private static final double SHARE = 1e-7;

    /** A reduction of a variable along some axes, and its result for a single number. */
    private record Reduction(Function<Axes, SDVariable> graph, Function<Double, Double> ofOne) {}

    private record Axes(SDVariable x, boolean keep, int... axes) {}

    private static Map<String, Reduction> reductions() {
        Map<String, Reduction> all = new LinkedHashMap<>();
        all.put("sum", new Reduction(r -> r.x().sum(r.keep(), r.axes()), v -> v));
        all.put("mean", new Reduction(r -> r.x().mean(r.keep(), r.axes()), v -> v));
        all.put("max", new Reduction(r -> r.x().max(r.keep(), r.axes()), v -> v));
        all.put("min", new Reduction(r -> r.x().min(r.keep(), r.axes()), v -> v));
        all.put("prod", new Reduction(r -> r.x().prod(r.keep(), r.axes()), v -> v));
        all.put("norm1", new Reduction(r -> r.x().norm1(r.keep(), r.axes()), Math::abs));
        all.put("norm2", new Reduction(r -> r.x().norm2(r.keep(), r.axes()), Math::abs));
        all.put(
                "squared norm",
                new Reduction(r -> r.x().getSameDiff().squaredNorm(r.x(), r.keep(), r.axes()), v -> v * v));
        return all;
    }

    @TestFactory
    Stream<DynamicTest> axisOfLengthOneIsReducedLikeAnyOther() {
        long[][] shapes = {{3, 1}, {1, 3}, {1, 1}, {2, 3, 1, 1}, {1, 1, 3}, {1}};
        return reductions().entrySet().stream().flatMap(entry -> Stream.of(shapes)
                .map(shape ->
                        DynamicTest.dynamicTest(entry.getKey() + " of " + java.util.Arrays.toString(shape), () -> {
                            for (int axis = 0; axis < shape.length; axis++) {
                                if (shape[axis] == 1) {
                                    check(entry.getValue(), shape, axis, false);
                                    check(entry.getValue(), shape, axis, true);
                                    // with kept dimensions, ND4J reduces negative axes of any length wrongly
                                    check(entry.getValue(), shape, axis - shape.length, false);
                                }
                            }
                        })));
    }

    private static void check(Reduction reduction, long[] shape, int axis, boolean keep) {
        SameDiff graph = SameDiff.create();
        INDArray values = DefectProofTest.Graphs.random(3, shape).add(0.1);
        SDVariable x = graph.var("x", values);
        SDVariable y = reduction.graph().apply(new Axes(x, keep, axis)).rename("y");
        y.mul(y).mul(0.5).sum().rename("loss");
        graph.setLossVariables("loss");
        GraphProgram program = new GraphProgram(graph, List.of("y", "loss"), List.of("x"));
        try (GraphExecutor session = new SameDiffExecutor(program);
                GraphExecutor nd4j = new PlannedExecutor(program, ExecutionEngine.ND4J);
                GraphExecutor best = new PlannedExecutor(program, ExecutionEngine.best());
                GraphExecutor forward = new SameDiffExecutor(new GraphProgram(graph, List.of("loss"), List.of()))) {
            for (GraphExecutor executor : List.of(session, nd4j, best)) {
                assertRight(executor.run(Map.of()), reduction, x.getArr(), axis, keep, forward);
            }
        }
    }

    private static void assertRight(
            GraphResult result, Reduction reduction, INDArray x, int axis, boolean keep, GraphExecutor forward) {
        INDArray y = result.output("y").dup('c');
        INDArray gradient = result.gradient("x").dup('c');
        assertThat(y.rank()).isEqualTo(keep ? x.rank() : x.rank() - 1);
        assertThat(gradient.shape()).containsExactly(x.shape());
        for (int i = 0; i < x.length(); i++) {
            assertThat(y.getDouble(i))
                    .as("axis %d, keep %s", axis, keep)
                    .isCloseTo(reduction.ofOne().apply(x.getDouble(i)), within(1e-12));
            assertThat(gradient.getDouble(i))
                    .as("axis %d, keep %s", axis, keep)
                    .isCloseTo(NumericGradient.of(forward, Map.of(), "loss", x, i), within(SHARE));
        }
    }

    @TestFactory
    Stream<DynamicTest> largestOfASingleClassIsThatClass() {
        return Stream.of(DataType.FLOAT, DataType.DOUBLE)
                .map(type -> DynamicTest.dynamicTest(type.toString(), () -> {
                    SameDiff graph = SameDiff.create();
                    SDVariable x = graph.var(
                            "x",
                            Nd4j.createFromArray(new double[][] {{-1}, {2}}).castTo(type));
                    graph.argmax(x, 1).castTo(type).rename("y");
                    GraphProgram program = new GraphProgram(graph, List.of("y"), List.of());
                    try (GraphExecutor session = new SameDiffExecutor(program);
                            GraphExecutor planned = new PlannedExecutor(program, ExecutionEngine.best())) {
                        for (GraphExecutor executor : List.of(session, planned)) {
                            assertThat(executor.run(Map.of()).output("y").toDoubleVector())
                                    .containsExactly(0, 0);
                        }
                    }
                }));
    }
}
