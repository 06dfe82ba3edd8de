package org.wsol.cli.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.wsol.engine.backend.GpuInfo;
import org.wsol.engine.backend.MemoryLimits;
import org.wsol.engine.backend.NativeBackend.BackendInfo;

/** Recommendations for a machine, each as one sentence with the command or the setting. */
final class Advice {
    private static final long GIGABYTE = 1L << 30;

    /** Memory sufficient for training medium-sized networks; with less, the machine swaps. */
    private static final long ENOUGH_MEMORY = 6 * GIGABYTE;

    /** A run writes checkpoints and score maps; the unpacked native libraries take 0.4 GB. */
    private static final long ENOUGH_DISK = 2 * GIGABYTE;

    /** A core with AVX2 reaches 30 to 100; half of the minimum indicates that another program is computing. */
    private static final double SLOW_GIGAFLOPS_PER_THREAD = 15;

    /** oneDNN's convolutions are about as fast as its matrix products; kernels without oneDNN reach a tenth. */
    private static final double SLOW_CONVOLUTION_SHARE = 0.25;

    /** More than this share of the processors busy with other work makes threads wait. */
    private static final double BUSY_SHARE = 0.5;

    private Advice() {}

    static List<String> on(CheckUp found) {
        List<String> advice = new ArrayList<>();
        addCorrectness(found, advice);
        addLibrary(found, advice);
        addThreads(found, advice);
        addLoad(found, advice);
        addSpeed(found, advice);
        addRoom(found, advice);
        return advice;
    }

    private static void addCorrectness(CheckUp found, List<String> advice) {
        if (!found.gradientsAreRight()) {
            advice.add("gradients are wrong, do not train here: set SD_FORBID_HELPERS=1 to disable oneDNN and run"
                    + " doctor again");
        }
    }

    private static void addLibrary(CheckUp found, List<String> advice) {
        BackendInfo backend = found.backend();
        boolean cpu = backend.name().equals("CPU");
        if (cpu && !backend.oneDnn() && backend.classifier().contains("x86_64")) {
            advice.add(
                    "convolutions run without oneDNN, about five times slower: put wsol-natives on the class path and"
                            + " remove -Dorg.bytedeco.javacpp.platform.extension");
        }
        if (cpu && !backend.classifier().contains("x86_64")) {
            advice.add(
                    "there is no oneDNN build for this processor: expect convolutions to be several times slower than"
                            + " on x86");
        }
        if (cpu && found.machine().gpus().stream().anyMatch(GpuInfo::isSupported)) {
            advice.add("the GPU " + found.machine().gpus().get(0).name()
                    + " is idle: build with ./mvnw -Pcuda -DskipTests package to use it");
        }
        if (found.machine().cpu().isKnown() && !found.machine().cpu().has(Set.of("avx2"))) {
            advice.add("this CPU has no AVX2: a newer one computes four to eight times as fast");
        }
    }

    private static void addThreads(CheckUp found, List<String> advice) {
        int threads = found.backend().threads();
        int processors = found.machine().cpu().processors();
        if (threads != processors) {
            String cause = found.machine()
                    .ompNumThreads()
                    .map(value -> " because OMP_NUM_THREADS is " + value)
                    .orElse("");
            advice.add("an operation uses " + Units.counted(threads, "thread") + " on "
                    + Units.counted(processors, "processor") + cause + ": set OMP_NUM_THREADS=" + processors
                    + (threads > processors
                            ? ", waiting threads slow down all others"
                            : " unless other jobs share the machine"));
        }
    }

    private static void addLoad(CheckUp found, List<String> advice) {
        int processors = found.machine().cpu().processors();
        double load = found.machine().load();
        if (processors > 1 && load > BUSY_SHARE * processors) {
            advice.add(String.format(
                    Locale.ROOT,
                    "programs kept %.1f of %d processors busy in the last minute: oneDNN's threads wait for each other in"
                            + " loops, so together with other work a step takes many times as long; stop the other work, or give"
                            + " this one fewer threads (OMP_NUM_THREADS=%d)",
                    load,
                    processors,
                    Math.max(1, (int) (processors - load))));
        }
    }

    private static void addSpeed(CheckUp found, List<String> advice) {
        if (found.gemmGigaflops() < SLOW_GIGAFLOPS_PER_THREAD * found.backend().threads()) {
            advice.add("matrix products are slow for "
                    + Units.counted(found.backend().threads(), "thread")
                    + ": look for other programs that compute (top), a laptop on battery, a throttled container");
        }
        if (found.convolutionGigaflops() < SLOW_CONVOLUTION_SHARE * found.gemmGigaflops()) {
            advice.add(
                    "convolutions are slow compared with matrix products: unset SD_FORBID_HELPERS, and run doctor again on an"
                            + " idle machine");
        }
    }

    private static void addRoom(CheckUp found, List<String> advice) {
        MemoryLimits limits = found.backend().limits();
        if (limits.machine() < ENOUGH_MEMORY) {
            advice.add("the machine has " + Units.gigabytes(limits.machine())
                    + " of memory: use a small backbone (mobilenet_v2, squeezenet1_1) and a small batch");
        } else if (limits.process() < ENOUGH_MEMORY) {
            advice.add("the process may take " + Units.gigabytes(limits.process()) + " of "
                    + Units.gigabytes(limits.machine())
                    + ": remove -Dorg.bytedeco.javacpp.maxphysicalbytes from WSOL_OPTS");
        }
        if (found.machine().freeDiskBytes() < ENOUGH_DISK) {
            advice.add("only " + Units.gigabytes(found.machine().freeDiskBytes())
                    + " of disk are free here: runs with checkpoints need more");
        }
    }
}
