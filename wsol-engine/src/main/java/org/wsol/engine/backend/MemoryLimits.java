package org.wsol.engine.backend;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * How much memory the process may take, in bytes.
 *
 * @param machine what the machine, or the container around the process, has
 * @param javaHeap what Java's heap may grow to
 * @param process what heap and tensors may take together before JavaCPP collects garbage and then refuses more
 */
public record MemoryLimits(long machine, long javaHeap, long process) {
    private static final String PROCESS_LIMIT = "org.bytedeco.javacpp.maxphysicalbytes";
    private static final String POINTER_LIMIT = "org.bytedeco.javacpp.maxbytes";

    /** The share of the machine that tensors and heap may take unless a system property says otherwise. */
    private static final double SHARE = 0.9;

    /**
     * Lifts JavaCPP's limits, by default multiples of Java's heap, to nine tenths of the machine, and leaves those that
     * were set with {@code -D}. Has an effect only before the first class of JavaCPP loads.
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
        // The bean of the JDK, not of the platform API, knows the limit of a container.
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    }

    private static void setIfAbsent(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
