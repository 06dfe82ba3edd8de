package org.wsol.engine.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.wsol.core.InvalidInputException;

class GpuInfoTest {

    @Test
    void parsesTheOutputOfTheDriver() {
        assertThat(GpuInfo.parse("NVIDIA GeForce RTX 3060, 8.6\nNVIDIA H100, 9.0\n"))
                .containsExactly(new GpuInfo("NVIDIA GeForce RTX 3060", 8.6), new GpuInfo("NVIDIA H100", 9.0));
        assertThat(GpuInfo.parse("Failed to initialize NVML")).isEmpty();
    }

    @Test
    void reportsAMissingGpuWithTheRemedy() {
        assertThatThrownBy(() -> NativeBackend.requireGpu(List.of()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(
                        "this build computes on an NVIDIA GPU of compute capability 3.7 to 8.9, but no NVIDIA driver"
                                + " responds; './mvnw -DskipTests package' builds for the CPU");
    }

    @Test
    void rejectsUnsupportedGpusByName() {
        assertThatThrownBy(() -> NativeBackend.requireGpu(List.of(new GpuInfo("NVIDIA H100", 9.0))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("NVIDIA H100 has 9.0");
    }

    @Test
    void oneSupportedGpuIsSufficient() {
        assertThatCode(() -> NativeBackend.requireGpu(List.of(new GpuInfo("H100", 9.0), new GpuInfo("T4", 7.5))))
                .doesNotThrowAnyException();
    }

    @Test
    void reportsMissingCudaWithTheRemedy() {
        assertThat(NativeBackend.withoutCuda(new UnsatisfiedLinkError("libcudart.so.11.0")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("CUDA 11.6")
                .hasMessageContaining("-Pcuda-redist")
                .hasCauseInstanceOf(UnsatisfiedLinkError.class);
    }
}
