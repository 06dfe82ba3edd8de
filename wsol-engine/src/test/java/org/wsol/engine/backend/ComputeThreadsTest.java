package org.wsol.engine.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.factory.Nd4j;
import org.wsol.core.InvalidInputException;

class ComputeThreadsTest {
    private int before;

    @BeforeEach
    void start() {
        before = NativeBackend.start().threads();
    }

    @AfterEach
    void restore() {
        ComputeThreads.use(before);
    }

    @Test
    void defaultsToTheProcessorsOfTheProcess() {
        assertThat(ComputeThreads.byDefault(Map.of(), 3)).isEqualTo(3);
        assertThat(ComputeThreads.byDefault(Map.of("OMP_NUM_THREADS", " "), 3)).isEqualTo(3);
        assertThat(ComputeThreads.byDefault(Map.of("OMP_NUM_THREADS", " 5 "), 3))
                .isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "4,2", "two", "99999999999"})
    void reportsAnInvalidEnvironmentVariable(String value) {
        assertThatThrownBy(() -> ComputeThreads.byDefault(Map.of("OMP_NUM_THREADS", value), 3))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("OMP_NUM_THREADS is '" + value + "'");
    }

    @Test
    void startedBackendUsesTheDefault() {
        assertThat(before).isEqualTo(ComputeThreads.byDefault());
        ComputeThreads.use(before);
        assertThat(ComputeThreads.here()).isEqualTo(before);
    }

    @Test
    void numberAppliesToThisThreadAndToMatrixProducts() {
        for (int threads : new int[] {3, 1, 2}) {
            ComputeThreads.use(threads);
            assertThat(ComputeThreads.here()).isEqualTo(threads);
            assertThat(Nd4j.factory().blas().getMaxThreads()).isEqualTo(threads);
            assertThat(Nd4j.getEnvironment().maxMasterThreads()).isLessThanOrEqualTo(threads);
        }
    }

    @Test
    void otherThreadsHaveTheirOwnNumber() {
        ComputeThreads.use(1);
        int elsewhere = CompletableFuture.supplyAsync(() -> {
                    ComputeThreads.useHere(3);
                    return ComputeThreads.here();
                })
                .join();
        assertThat(elsewhere).isEqualTo(3);
        assertThat(ComputeThreads.here()).isEqualTo(1);
    }
}
