package org.wsol.cli.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.wsol.engine.backend.CpuInfo;
import org.wsol.engine.backend.NativeBackend.BackendInfo;

/** Formats a check-up as lines for a terminal. */
public final class CheckUpText {
    /** The extensions that determine the speed of the native library. */
    private static final List<String> TELLING_FLAGS =
            List.of("sse4_2", "avx", "avx2", "fma", "avx512f", "avx512_vnni", "avx512_bf16", "amx_tile");

    private CheckUpText() {}

    /** One line per result, then the recommendations. */
    public static List<String> lines(CheckUp found) {
        MachineFacts machine = found.machine();
        BackendInfo backend = found.backend();
        List<String> lines = new ArrayList<>();
        lines.add(line("Java", machine.javaVersion() + " (" + machine.javaVendor() + "), " + machine.javaHome()));
        lines.add(line("System", machine.system()));
        lines.add(line("CPU", cpu(machine.cpu())));
        lines.add(line("GPU", gpus(machine)));
        lines.add(line(
                "Backend",
                backend.name() + ", " + backend.classifier() + ", ND4J " + backend.nd4jVersion()
                        + (backend.oneDnn() ? ", convolutions by oneDNN" : ", no oneDNN")));
        lines.add(line("BLAS", backend.blasVendor()));
        lines.add(line("Threads", backend.threads() + " for one operation"));
        lines.add(line(
                "Memory",
                Units.gigabytes(backend.limits().machine()) + ", of which this process may take "
                        + Units.gigabytes(backend.limits().process()) + ", Java's heap "
                        + Units.gigabytes(backend.limits().javaHeap())));
        lines.add(line("Disk", Units.gigabytes(machine.freeDiskBytes()) + " free here"));
        lines.add(line("Matrix product", Units.gigaflops(found.gemmGigaflops()) + " (1024 x 1024)"));
        lines.add(line(
                "Convolution", Units.gigaflops(found.convolutionGigaflops()) + " (3 x 3, 64 to 64 channels, 56 x 56)"));
        lines.add(line("Gradients", gradients(found)));
        lines.add("");
        lines.addAll(advice(found.advice()));
        return lines;
    }

    private static String line(String name, String value) {
        return String.format(Locale.ROOT, "%-15s %s", name, value);
    }

    private static String cpu(CpuInfo cpu) {
        Set<String> flags = cpu.flags();
        String telling = TELLING_FLAGS.stream().filter(flags::contains).collect(Collectors.joining(" "));
        return (cpu.model().isEmpty() ? "unknown" : cpu.model()) + ", " + Units.counted(cpu.processors(), "processor")
                + (telling.isEmpty() ? "" : ", " + telling);
    }

    private static String gpus(MachineFacts machine) {
        return machine.gpus().isEmpty()
                ? "none with an NVIDIA driver"
                : machine.gpus().stream()
                        .map(gpu -> gpu.name() + " (compute capability " + gpu.computeCapability()
                                + (gpu.isSupported() ? ")" : ", not supported)"))
                        .collect(Collectors.joining(", "));
    }

    private static String gradients(CheckUp found) {
        return String.format(
                Locale.ROOT,
                "%s (relative error %.1e against central differences)",
                found.gradientsAreRight() ? "right" : "WRONG",
                found.gradientError());
    }

    private static List<String> advice(List<String> advice) {
        return advice.isEmpty()
                ? List.of("Nothing to change.")
                : advice.stream().map(sentence -> "- " + sentence).toList();
    }
}
