package org.wsol.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.wsol.engine.backend.CpuInfo;
import org.wsol.engine.backend.GpuInfo;
import org.wsol.engine.backend.MemoryLimits;
import org.wsol.engine.backend.NativeBackend.BackendInfo;

class AdviceTest {
    private static final long GIGABYTE = 1L << 30;
    private static final MemoryLimits ROOMY = new MemoryLimits(16 * GIGABYTE, 4 * GIGABYTE, 14 * GIGABYTE);
    private static final BackendInfo QUICK =
            new BackendInfo("CPU", "linux-x86_64-onednn", true, "OPENBLAS", 4, "1.0.0-M2.1", ROOMY);
    private static final MachineFacts MACHINE = machine(List.of(), Optional.empty(), 50 * GIGABYTE);

    @Test
    void givesNoAdviceForAGoodMachine() {
        assertThat(Advice.on(new CheckUp(MACHINE, QUICK, 200, 180, 1e-6, List.of())))
                .isEmpty();
    }

    @Test
    void reportsASlowLibraryAndItsRemedy() {
        BackendInfo plain = new BackendInfo("CPU", "linux-x86_64", false, "OPENBLAS", 4, "1.0.0-M2.1", ROOMY);

        assertThat(Advice.on(new CheckUp(MACHINE, plain, 200, 15, 1e-6, List.of())))
                .anySatisfy(sentence -> assertThat(sentence).contains("without oneDNN", "wsol-natives"))
                .anySatisfy(sentence -> assertThat(sentence).contains("convolutions are slow"));
    }

    @Test
    void reportsWrongGradientsFirst() {
        assertThat(Advice.on(new CheckUp(MACHINE, QUICK, 1, 1, 0.5, List.of())).get(0))
                .contains("gradients are wrong");
    }

    @Test
    void reportsUnusedProcessorsAndTheirCause() {
        BackendInfo oneThread = new BackendInfo("CPU", "linux-x86_64-onednn", true, "OPENBLAS", 1, "1.0.0-M2.1", ROOMY);
        MachineFacts limited = machine(List.of(), Optional.of("1"), 50 * GIGABYTE);

        assertThat(Advice.on(new CheckUp(limited, oneThread, 100, 100, 1e-6, List.of())))
                .singleElement()
                .asString()
                .contains("because OMP_NUM_THREADS is 1", "set OMP_NUM_THREADS=4");
    }

    @Test
    void reportsOtherLoadAndTheRemainingThreads() {
        MachineFacts busy = new MachineFacts(
                "17.0.1",
                "Some vendor",
                "/java",
                "Linux",
                MACHINE.cpu(),
                List.of(),
                Optional.empty(),
                2.7,
                MACHINE.freeDiskBytes());

        assertThat(Advice.on(new CheckUp(busy, QUICK, 200, 180, 1e-6, List.of())))
                .singleElement()
                .asString()
                .contains("kept 2.7 of 4 processors busy", "OMP_NUM_THREADS=1");
    }

    @Test
    void reportsLittleSpaceAndAnIdleGpu() {
        BackendInfo small = new BackendInfo(
                "CPU",
                "linux-x86_64-onednn",
                true,
                "OPENBLAS",
                4,
                "1.0.0-M2.1",
                new MemoryLimits(4 * GIGABYTE, GIGABYTE, 3 * GIGABYTE));
        MachineFacts full = machine(List.of(new GpuInfo("Tesla T4", 7.5)), Optional.empty(), GIGABYTE);

        assertThat(Advice.on(new CheckUp(full, small, 200, 180, 1e-6, List.of())))
                .anySatisfy(sentence -> assertThat(sentence).contains("4.0 GB of memory"))
                .anySatisfy(sentence -> assertThat(sentence).contains("1.0 GB of disk"))
                .anySatisfy(sentence -> assertThat(sentence).contains("Tesla T4 is idle", "-Pcuda"));
    }

    private static MachineFacts machine(List<GpuInfo> gpus, Optional<String> ompNumThreads, long freeDisk) {
        CpuInfo cpu = new CpuInfo("Some CPU", Set.of("avx2", "fma"), 4);
        return new MachineFacts("17.0.1", "Some vendor", "/java", "Linux", cpu, gpus, ompNumThreads, 0.3, freeDisk);
    }
}
