package org.wsol.engine.backend;

import static org.assertj.core.api.Assertions.assertThat;

import org.bytedeco.javacpp.Loader;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;
import org.wsol.engine.backend.NativeBackend.BackendInfo;

class NativeBackendTest {

    @Test
    void startsOnTheCpuAndReportsTheBackend() {
        BackendInfo info = NativeBackend.start();

        assertThat(info.name()).isEqualTo("CPU");
        assertThat(info.classifier()).startsWith(Loader.Detector.getPlatform());
        assertThat(info.threads()).isPositive();
        assertThat(info.nd4jVersion()).startsWith("1.0.0");
        assertThat(info.blasVendor()).isNotBlank();
        assertThat(NativeBackend.start()).isSameAs(info);
    }

    @Test
    void loadsTheReportedLibrary() {
        BackendInfo info = NativeBackend.start();

        assertThat(Loader.getLoadedLibraries().get("jnind4jcpu")).contains("/" + info.classifier() + "/");
        assertThat(Nd4j.scalar(2.0f).add(1).getFloat()).isEqualTo(3.0f);
    }

    @Test
    void memoryLimitsDependOnTheMachineAndNotOnTheHeap() {
        MemoryLimits limits = NativeBackend.start().limits();

        assertThat(limits.process()).isLessThanOrEqualTo(limits.machine());
        assertThat(limits.javaHeap()).isLessThanOrEqualTo(limits.machine());
    }
}
