package org.wsol.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.wsol.engine.backend.ComputeThreads;
import org.wsol.engine.plan.internal.Arena;
import org.wsol.engine.plan.internal.Step.StepObserver;

/** The processors that the threads of an operation may use, as Linux lists them. */
class ProcessorBindingTest {
    private static final int RUNS = 6;
    private static final int BATCH = 512;
    private static final Path TASKS = Path.of("/proc/self/task");

    private final Inside inside = new Inside();

    @BeforeEach
    void twoProcessors() {
        assumeTrue(
                Files.exists(TASKS) && Runtime.getRuntime().availableProcessors() == 2,
                "threads are bound only on Linux with two processors");
        String allowed = allowed("thread-self");
        assumeTrue(allowed.matches("\\d+[-,]\\d+") && two(allowed), "this process may use more than two processors");
    }

    private static boolean two(String allowed) {
        String[] ends = allowed.split("[-,]");
        return allowed.contains(",") || Integer.parseInt(ends[1]) == Integer.parseInt(ends[0]) + 1;
    }

    private static String allowed(String thread) {
        try {
            return Files.readAllLines(Path.of("/proc", thread, "status")).stream()
                    .filter(line -> line.startsWith("Cpus_allowed_list:"))
                    .map(line -> line.substring(line.indexOf(':') + 1).trim())
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> allowedOfAll() {
        try (Stream<Path> tasks = Files.list(TASKS)) {
            return tasks.map(task -> allowed("self/task/" + task.getFileName())).collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static PlannedExecutor withTwoThreads(SmallMethod method) {
        Arena arena = new Arena();
        return PlannedExecutor.sharing(
                arena, method.training(), ExecutionEngine.ONEDNN, Precision.FLOAT32, 2, arena::close);
    }

    /** A batch that has been run often enough for the threads to be known. */
    private static Map<String, INDArray> batchOfBound(SmallMethod method, PlannedExecutor executor) {
        Map<String, INDArray> batch = method.batch(BATCH, 1);
        for (int run = 0; run < RUNS; run++) {
            executor.run(batch);
        }
        return batch;
    }

    @AfterEach
    void resetThreads() {
        ComputeThreads.useHere(ComputeThreads.byDefault());
    }

    @Test
    void bothThreadsHaveAProcessorOfTheirOwnWhileAPlanRuns() {
        String both = allowed("thread-self");
        try (SmallMethod method = new SmallMethod(DataType.FLOAT);
                PlannedExecutor executor = withTwoThreads(method)) {
            Map<String, INDArray> batch = batchOfBound(method, executor);
            executor.run(batch, inside);
        }
        assertThat(inside.caller).doesNotContain("-").doesNotContain(",");
        assertThat(inside.all)
                .containsExactlyInAnyOrder(both, both.split("[-,]")[0], both.split("[-,]")[1])
                .contains(inside.caller);
        assertThat(allowedOfAll()).containsExactly(both);
    }

    @Test
    void executorsMayBeCalledByAnotherThread() throws Exception {
        String both = allowed("thread-self");
        try (SmallMethod method = new SmallMethod(DataType.FLOAT);
                PlannedExecutor executor = withTwoThreads(method)) {
            Map<String, INDArray> batch = method.batch(BATCH, 1);
            for (int caller = 0; caller < 2; caller++) {
                ExecutorService single = Executors.newSingleThreadExecutor();
                try {
                    for (int run = 0; run < RUNS; run++) {
                        single.submit(() -> executor.run(batch)).get();
                    }
                    single.submit(() -> executor.run(batch, inside)).get();
                    assertThat(inside.caller).doesNotContain("-").doesNotContain(",");
                    assertThat(single.submit(() -> allowed("thread-self")).get())
                            .isEqualTo(both);
                } finally {
                    single.shutdown();
                }
            }
        }
    }

    @Test
    void processorsAreReleasedIfARunFails() {
        String both = allowed("thread-self");
        try (SmallMethod method = new SmallMethod(DataType.FLOAT);
                PlannedExecutor executor = withTwoThreads(method)) {
            Map<String, INDArray> batch = batchOfBound(method, executor);
            assertThatThrownBy(() -> executor.run(batch, new Failing())).hasMessage("failed");
        }
        assertThat(allowed("thread-self")).isEqualTo(both);
    }

    /** Notes the processors in the last step of a run. */
    private static final class Inside implements StepObserver {
        private String caller = "";
        private Set<String> all = Set.of();

        @Override
        public void before() {}

        @Override
        public void after(String step) {
            caller = allowed("thread-self");
            if (all.size() < 3) {
                all = allowedOfAll();
            }
        }
    }

    private static final class Failing implements StepObserver {
        @Override
        public void before() {
            throw new IllegalStateException("failed");
        }

        @Override
        public void after(String step) {}
    }
}
