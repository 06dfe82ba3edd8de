package org.wsol.engine.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.wsol.core.InvalidInputException;

class NativeVariantTest {
    private static final CpuInfo OLD = new CpuInfo("Old", Set.of("sse4_2"), 2);
    private static final CpuInfo AVX2 = new CpuInfo("Mid", Set.of("avx", "avx2", "fma"), 2);
    private static final CpuInfo AVX512 =
            new CpuInfo("New", Set.of("avx", "avx2", "fma", "avx512f", "avx512bw", "avx512vl", "avx512dq"), 2);

    @Test
    void prefersTheGeneralOneDnnBuild() {
        assertThat(NativeVariant.choose(EnumSet.allOf(NativeVariant.class), AVX512))
                .contains(NativeVariant.ONEDNN);
    }

    @Test
    void neverChoosesABuildThatTheProcessorCannotRun() {
        Set<NativeVariant> atHand =
                EnumSet.of(NativeVariant.PLAIN, NativeVariant.ONEDNN_AVX2, NativeVariant.ONEDNN_AVX512);

        assertThat(NativeVariant.choose(atHand, AVX512)).contains(NativeVariant.ONEDNN_AVX512);
        assertThat(NativeVariant.choose(atHand, AVX2)).contains(NativeVariant.ONEDNN_AVX2);
        assertThat(NativeVariant.choose(atHand, OLD)).contains(NativeVariant.PLAIN);
    }

    @Test
    void reportsProcessorAndRemedyIfNoBuildFits() {
        assertThatThrownBy(() -> NativeBackend.chooseCpu(Set.of(NativeVariant.AVX512), AVX2, "linux-x86_64"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("Mid")
                .hasMessageContaining("-Dnative.platform=linux-x86_64");
    }

    @Test
    void rejectsARequestedBuildThatIsMissing() {
        assertThat(NativeBackend.requireAtHand("-onednn", Set.of(NativeVariant.ONEDNN)))
                .isEqualTo(NativeVariant.ONEDNN);
        assertThatThrownBy(() -> NativeBackend.requireAtHand("-onednn-avx3", Set.of(NativeVariant.ONEDNN)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("-onednn-avx3")
                .hasMessageContaining("available: '-onednn'");
    }

    @Test
    void readsModelAndFlagsOnLinux() {
        CpuInfo cpu = CpuProbe.fromLinux(
                List.of("processor\t: 0", "model name\t: AMD EPYC", "flags\t\t: fpu avx2 fma", "flags\t\t: fpu"), 4);

        assertThat(cpu).isEqualTo(new CpuInfo("AMD EPYC", Set.of("fpu", "avx2", "fma"), 4));
    }

    @Test
    void readsModelAndFlagsOnMacOs() {
        CpuInfo cpu = CpuProbe.fromMac("Intel Core i7\n", "FPU AVX1.0 FMA AVX2", 8);

        assertThat(cpu).isEqualTo(new CpuInfo("Intel Core i7", Set.of("fpu", "avx", "fma", "avx2"), 8));
    }
}
