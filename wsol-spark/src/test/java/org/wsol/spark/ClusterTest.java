package org.wsol.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsol.core.InvalidInputException;
import org.wsol.experiment.engine.EngineSettings;
import org.wsol.experiment.engine.Engines;

class ClusterTest {

    private static Cluster of(String address, Map<String, String> conf) {
        return Cluster.of(new EngineSettings(address, conf, 3));
    }

    @Test
    void localClusterAssignsMemoryToProcesses() {
        Cluster cluster = of("local-cluster[2,1,2048]", Map.of());
        assertThat(cluster.workers()).hasValue(2);
        assertThat(cluster.threads()).isEqualTo(1);
        assertThat(cluster.processMegabytes()).hasValue(1536);
        assertThat(cluster.conf())
                .containsEntry("spark.executor.memory", "512m")
                .containsEntry("spark.task.maxFailures", "3")
                .containsEntry("spark.speculation", "false");
    }

    @Test
    void runsOneTaskPerWorker() {
        Cluster cluster =
                of("spark://host:7077", Map.of("spark.executor.cores", "4", "spark.executor.memoryOverhead", "5g"));
        assertThat(cluster.threads()).isEqualTo(4);
        assertThat(cluster.conf()).containsEntry("spark.task.cpus", "4");
        assertThat(cluster.processMegabytes()).hasValue(5120);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "local-cluster",
                "local-cluster[2,1]",
                "local-cluster[0,1,2048]",
                "local-cluster[2,1,100]",
                "local[x]"
            })
    void rejectsInvalidAddresses(String address) {
        assertThatThrownBy(() -> of(address, Map.of()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(address);
    }

    @Test
    void rejectsSettingsThatBreakRuns() {
        assertThatThrownBy(() -> of("yarn", Map.of("spark.speculation", "true")))
                .hasMessageContaining("spark.speculation");
        assertThatThrownBy(() -> of("yarn", Map.of("spark.dynamicAllocation.enabled", "true")))
                .hasMessageContaining("dynamicAllocation");
        assertThatThrownBy(() -> of("yarn", Map.of("spark.executor.cores", "many")))
                .hasMessageContaining("'many'");
        assertThatThrownBy(() -> of("yarn", Map.of("spark.executor.memoryOverhead", "lots")))
                .hasMessageContaining("'lots'");
    }

    @Test
    void rejectsUnknownAddressesAndListsTheValidOnes() {
        assertThatThrownBy(() -> Engines.open(new EngineSettings("ray://host", Map.of(), 1)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("'ray://host'")
                .hasMessageContaining("local-cluster[WORKERS,CORES,MEGABYTES]");
    }

    @Test
    void processesRunWithoutSparkOnTheClassPath() {
        assertThat(ProcessOptions.withoutSpark("/a/wsol.jar:/opt/spark/jars/x.jar:/b", "/opt/spark"))
                .isEqualTo("/a/wsol.jar:/b");
        assertThat(ProcessOptions.environment(3)).containsEntry("OMP_NUM_THREADS", "3");
    }
}
