package org.wsol.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.wsol.core.StorageException;

/** Resident memory of this process, from Linux's {@code /proc}; NaN on other systems. */
final class ResidentMemory {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final double KILOBYTES_IN_MEGABYTE = 1024;

    private ResidentMemory() {}

    static double peakMegabytes() {
        return megabytes("VmHWM:");
    }

    static double megabytes() {
        return megabytes("VmRSS:");
    }

    private static double megabytes(String key) {
        if (!Files.isReadable(STATUS)) {
            return Double.NaN;
        }
        try {
            for (String line : Files.readAllLines(STATUS)) {
                if (line.startsWith(key)) {
                    return Double.parseDouble(line.replaceAll("[^0-9]", "")) / KILOBYTES_IN_MEGABYTE;
                }
            }
            return Double.NaN;
        } catch (IOException e) {
            throw new StorageException("cannot read " + STATUS, e);
        }
    }
}
