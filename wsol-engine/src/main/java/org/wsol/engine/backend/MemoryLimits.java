package org.wsol.engine.backend;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * The memory limits of the process, in bytes.
 *
 * @param machine memory of the machine, or of the container
 * @param javaHeap maximum size of the Java heap
 * @param process maximum for heap and tensors together, above which JavaCPP collects garbage and then refuses
 *     allocations
 */
public record MemoryLimits(long machine, long javaHeap, long process) {
    private static final String PROCESS_LIMIT = "org.bytedeco.javacpp.maxphysicalbytes";
    private static final String POINTER_LIMIT = "org.bytedeco.javacpp.maxbytes";

    /** The default share of the machine's memory for tensors and heap; a system property overrides it. */
    private static final double SHARE = 0.9;

    /**
     * Raises JavaCPP's limits, by default multiples of the Java heap, to nine tenths of the machine's memory; limits
     * set with {@code -D} are kept. Has an effect only before the first class of JavaCPP loads.
     */
    static void liftDefaults() {
        String share = Long.toString((long) (SHARE * machineBytes()));
        setIfAbsent(PROCESS_LIMIT, share);
        setIfAbsent(POINTER_LIMIT, share);
    }

    /** The limits of this process; loads JavaCPP. */
    static MemoryLimits ofThisProcess() {
        return new MemoryLimits(
                machineBytes(), Runtime.getRuntime().maxMemory(), org.bytedeco.javacpp.Pointer.maxPhysicalBytes());
    }

    private static long machineBytes() {
        // Only the JDK-specific bean reports the limit of a container.
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    }

    private static void setIfAbsent(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
