package org.wsol.engine.backend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads model and flags of the processor from system-specific sources. */
final class CpuProbe {
    private static final Path LINUX_CPU_FILE = Path.of("/proc/cpuinfo");

    private CpuProbe() {}

    static CpuInfo probe() {
        int processors = Runtime.getRuntime().availableProcessors();
        if (Files.isReadable(LINUX_CPU_FILE)) {
            return fromLinux(linesOf(LINUX_CPU_FILE), processors);
        }
        if (System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac")) {
            return fromMac(
                    sysctl("machdep.cpu.brand_string"),
                    sysctl("machdep.cpu.features") + " " + sysctl("machdep.cpu.leaf7_features"),
                    processors);
        }
        String windowsName = System.getenv().getOrDefault("PROCESSOR_IDENTIFIER", "");
        return new CpuInfo(windowsName, Set.of(), processors);
    }

    static CpuInfo fromLinux(List<String> lines, int processors) {
        Set<String> flags = new HashSet<>();
        String model = valueOf("model name", lines).orElse("");
        valueOf("flags", lines).ifPresent(text -> flags.addAll(List.of(text.split("\\s+"))));
        return new CpuInfo(model, flags, processors);
    }

    static CpuInfo fromMac(String brand, String features, int processors) {
        Set<String> flags = new HashSet<>();
        for (String feature : features.toLowerCase(Locale.ROOT).trim().split("\\s+", -1)) {
            if (!feature.isEmpty()) {
                flags.add(feature.equals("avx1.0") ? "avx" : feature);
            }
        }
        return new CpuInfo(brand.trim(), flags, processors);
    }

    private static Optional<String> valueOf(String key, List<String> lines) {
        return lines.stream().filter(line -> line.startsWith(key)).findFirst().map(line -> line.substring(
                        line.indexOf(':') + 1)
                .trim());
    }

    /** The lines of the file, or none if it cannot be read; the processor is then treated as unknown. */
    private static List<String> linesOf(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            return List.of();
        }
    }

    private static String sysctl(String name) {
        return ShortCommand.run("sysctl", "-n", name).orElse("");
    }
}
