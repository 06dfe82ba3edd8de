package org.wsol.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;
import org.wsol.engine.backend.ComputeThreads;
import org.wsol.engine.graph.BatchNormMode;
import org.wsol.engine.graph.GraphExecutor;
import org.wsol.engine.graph.GraphProgram;
import org.wsol.engine.graph.GraphResult;
import org.wsol.engine.graph.Initializer;
import org.wsol.engine.graph.ParameterStore;
import org.wsol.engine.graph.SameDiffExecutor;
import org.wsol.engine.plan.internal.Step.StepObserver;

class PlannedExecutorTest {

    @ParameterizedTest
    @CsvSource({"DOUBLE, ND4J, 1e-12", "FLOAT, ND4J, 1e-6", "DOUBLE, ONEDNN, 1e-12", "FLOAT, ONEDNN, 1e-5"})
    void outputsAndGradientsEqualThoseOfSameDiff(DataType type, ExecutionEngine engine, double tolerance) {
        try (SmallMethod method = new SmallMethod(type);
                GraphExecutor reference = new SameDiffExecutor(method.training());
                GraphExecutor planned = new PlannedExecutor(method.training(), engine)) {
            for (int step = 0; step < 3; step++) {
                Map<String, INDArray> batch = method.batch(step == 1 ? 3 : 4, 7 + step);
                GraphResult expected = reference.run(batch);
                GraphResult actual = planned.run(batch);
                Closeness.assertClose(actual.outputs(), expected.outputs(), tolerance);
                Closeness.assertClose(actual.gradients(), expected.gradients(), tolerance);
                method.store
                        .get("tail.weight")
                        .subi(actual.gradient("tail.weight").mul(0.01));
            }
        }
    }

    /** Each of these crashed the process in native code. */
    @ParameterizedTest
    @EnumSource(ExecutionEngine.class)
    void misuseIsReported(ExecutionEngine engine) throws InterruptedException {
        try (SmallMethod method = new SmallMethod(DataType.FLOAT)) {
            Map<String, INDArray> batch = method.batch(4, 3);
            GraphExecutor executor = new PlannedExecutor(method.training(), engine);
            executor.run(batch);
            List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                threads.add(new Thread(() -> {
                    for (int run = 0; run < 200; run++) {
                        executor.run(batch);
                    }
                }));
            }
            threads.forEach(thread -> thread.setUncaughtExceptionHandler((at, failure) -> failures.add(failure)));
            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(failures).isNotEmpty().allSatisfy(failure -> assertThat(failure)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("in use by another thread"));
            executor.close();
            executor.close();
            assertThatThrownBy(() -> executor.run(batch))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("this executor was closed");
        }
    }

    @ParameterizedTest
    @EnumSource(ExecutionEngine.class)
    void aValueOfAnotherShapeIsRejected(ExecutionEngine engine) {
        try (SmallMethod method = new SmallMethod(DataType.FLOAT);
                GraphExecutor planned = new PlannedExecutor(method.inference(), engine)) {
            Map<String, INDArray> batch = new HashMap<>(method.batch(4, 3));
            String name = "images";
            batch.put(name, Nd4j.zeros(DataType.FLOAT, 4, 77));
            assertThatThrownBy(() -> planned.run(batch))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(
                            "the value for placeholder '" + name + "' has shape [4, 77], the graph needs [-1, ");
        }
    }

    @Test
    void aClosedStoreDrawsNoNewParameters() {
        ParameterStore store = new ParameterStore(DataType.FLOAT, 1);
        store.require("w", ParameterStore.Kind.TRAINABLE, new Initializer.Constant(1), 2);
        store.close();
        store.close();
        assertThatThrownBy(() -> store.require("w", ParameterStore.Kind.TRAINABLE, new Initializer.Constant(1), 2))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> store.find("w")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> store.get("w")).hasMessage("the parameters were closed");
    }

    @ParameterizedTest
    @EnumSource(ExecutionEngine.class)
    void inferenceEqualsThatOfSameDiff(ExecutionEngine engine) {
        try (SmallMethod method = new SmallMethod(DataType.FLOAT);
                GraphExecutor reference = new SameDiffExecutor(method.inference());
                GraphExecutor planned = new PlannedExecutor(method.inference(), engine)) {
            Map<String, INDArray> batch = method.batch(4, 3);
            Closeness.assertClose(
                    planned.run(batch).outputs(), reference.run(batch).outputs(), 1e-6);
        }
    }

    @ParameterizedTest
    @EnumSource(ExecutionEngine.class)
    void foldedConstantsSurvivePlansForOtherBatchSizes(ExecutionEngine engine) {
        try (SmallMethod method = new SmallMethod(DataType.FLOAT, BatchNormMode.FOLDED);
                GraphExecutor reference = new SameDiffExecutor(method.inference());
                GraphExecutor planned = new PlannedExecutor(method.inference(), engine)) {
            for (int size : new int[] {4, 3, 4, 3}) {
                Map<String, INDArray> batch = method.batch(size, size);
                Closeness.assertClose(
                        planned.run(batch).outputs(), reference.run(batch).outputs(), 1e-6);
            }
        }
    }

    @Test
    void fixedParametersAreConvertedOnceForSingleImages() {
        try (SmallMethod method = new SmallMethod(DataType.FLOAT)) {
            GraphProgram program = method.inference();
            GraphProgram fixed = new GraphProgram(program.graph(), program.outputs(), List.of(), true);
            try (PlannedExecutor often = new PlannedExecutor(program, ExecutionEngine.ONEDNN);
                    PlannedExecutor once = new PlannedExecutor(fixed, ExecutionEngine.ONEDNN)) {
                assertThat(conversions(once, method.batch(1, 3))).isLessThan(conversions(often, method.batch(1, 3)));
                assertThat(conversions(once, method.batch(2, 3))).isEqualTo(conversions(often, method.batch(2, 3)));
                for (int size : new int[] {1, 2, 1}) {
                    Map<String, INDArray> batch = method.batch(size, size);
                    Closeness.assertClose(
                            once.run(batch).outputs(), often.run(batch).outputs(), 0);
                }
            }
        }
    }

    private static int conversions(PlannedExecutor executor, Map<String, INDArray> batch) {
        AtomicInteger found = new AtomicInteger();
        executor.run(batch, new StepObserver() {
            @Override
            public void before() {}

            @Override
            public void after(String step) {
                if (step.contains("reorder")) {
                    found.incrementAndGet();
                }
            }
        });
        return found.get();
    }

    @ParameterizedTest
    @EnumSource(ExecutionEngine.class)
    void executorsShareOneWorkingMemory(ExecutionEngine engine) {
        try (SmallMethod folded = new SmallMethod(DataType.FLOAT, BatchNormMode.FOLDED);
                SmallMethod trained = new SmallMethod(DataType.FLOAT);
                GraphExecutor alone = new PlannedExecutor(trained.training(), engine);
                GraphExecutor reference = new SameDiffExecutor(folded.inference());
                PlannedExecutors shared = new PlannedExecutors(engine, ComputeThreads.byDefault());
                GraphExecutor training = shared.create(trained.training());
                GraphExecutor inference = shared.create(folded.inference())) {
            for (int turn = 0; turn < 2; turn++) {
                Map<String, INDArray> batch = folded.batch(4, turn);
                Closeness.assertClose(
                        inference.run(batch).outputs(), reference.run(batch).outputs(), 1e-6);
                Closeness.assertClose(
                        training.run(batch).gradients(), alone.run(batch).gradients(), 0);
            }
        }
    }

    /**
     * OpenMP's number of threads is set per thread, so the running thread matters, not the thread that created the
     * executor.
     */
    @Test
    void callingThreadUsesTheRequestedNumberOfThreads() throws InterruptedException {
        AtomicInteger used = new AtomicInteger();
        try (SmallMethod method = new SmallMethod(DataType.FLOAT);
                PlannedExecutors executors = new PlannedExecutors(3);
                GraphExecutor planned = executors.create(method.training())) {
            Thread runner = new Thread(() -> {
                planned.run(method.batch(2, 1));
                used.set(NativeOpsHolder.getInstance().getDeviceNativeOps().ompGetMaxThreads());
            });
            runner.start();
            runner.join();
        }
        assertThat(used.get()).isEqualTo(3);
    }

    @Test
    void usesChangedParameters() {
        try (SmallMethod method = new SmallMethod(DataType.DOUBLE);
                GraphExecutor planned = new PlannedExecutor(method.training(), ExecutionEngine.ND4J)) {
            Map<String, INDArray> batch = method.batch(2, 1);
            double before = planned.run(batch).output("loss").getDouble(0);
            method.store.get("fc.weight").muli(-1);
            double after = planned.run(batch).output("loss").getDouble(0);
            assertThat(after).isNotEqualTo(before);
        }
    }

    @Test
    void smallerBatchNeedsNoMoreMemory() {
        try (SmallMethod method = new SmallMethod(DataType.FLOAT);
                PlannedExecutor planned = new PlannedExecutor(method.training())) {
            planned.run(method.batch(6, 1));
            long bytes = planned.arenaBytes();
            planned.run(method.batch(5, 2));
            planned.run(method.batch(6, 3));
            assertThat(planned.arenaBytes()).isEqualTo(bytes);
        }
    }

    @Test
    void reportsAMissingPlaceholder() {
        try (SmallMethod method = new SmallMethod(DataType.FLOAT);
                GraphExecutor planned = new PlannedExecutor(method.training())) {
            Map<String, INDArray> batch = new HashMap<>(method.batch(2, 1));
            batch.remove("noise");
            assertThatThrownBy(() -> planned.run(batch)).hasMessageContaining("'noise'");
        }
    }
}
