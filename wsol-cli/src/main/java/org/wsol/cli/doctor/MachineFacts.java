package org.wsol.cli.doctor;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.wsol.core.StorageException;
import org.wsol.engine.backend.ComputeThreads;
import org.wsol.engine.backend.CpuInfo;
import org.wsol.engine.backend.GpuInfo;

/**
 * The hardware and software of the machine, as far as known without measurements.
 *
 * @param javaVersion for example {@code "17.0.15"}
 * @param javaVendor vendor of the Java installation
 * @param javaHome folder of the Java installation
 * @param system name, version and architecture of the operating system
 * @param cpu the processor
 * @param gpus NVIDIA cards with a driver; empty if there is no driver
 * @param ompNumThreads the environment variable {@code OMP_NUM_THREADS}, when set
 * @param load average number of busy processors over the last minute; negative if not available
 * @param freeDiskBytes free space at the working directory, where runs are written
 */
public record MachineFacts(
        String javaVersion,
        String javaVendor,
        String javaHome,
        String system,
        CpuInfo cpu,
        List<GpuInfo> gpus,
        Optional<String> ompNumThreads,
        double load,
        long freeDiskBytes) {

    /** The facts of this machine and this process. */
    public static MachineFacts ofThisMachine() {
        return new MachineFacts(
                System.getProperty("java.version"),
                System.getProperty("java.vendor"),
                System.getProperty("java.home"),
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"),
                CpuInfo.ofThisMachine(),
                GpuInfo.ofThisMachine(),
                Optional.ofNullable(System.getenv(ComputeThreads.VARIABLE)),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                freeBytesHere());
    }

    private static long freeBytesHere() {
        try {
            return Files.getFileStore(Path.of("").toAbsolutePath()).getUsableSpace();
        } catch (IOException e) {
            throw new StorageException("cannot read from the system", e);
        }
    }
}
