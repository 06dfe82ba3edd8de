package org.wsol.cli.bench;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Measures the time of work: a few warm-up runs, then runs for about a given time or a given number of runs. */
public final class Stopwatch {
    private static final int FEWEST = 3;
    private static final double NANOS = 1e9;

    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /**
     * Times.
     *
     * @param warmUp number of warm-up runs
     * @param seconds how long to measure; at least 3 runs
     * @param runs exact number of runs, 0 to measure by time
     * @param images images in one run
     */
    public Measurement time(Work work, int warmUp, double seconds, int runs, int images) {
        for (int i = 0; i < warmUp; i++) {
            work.run();
        }
        List<Double> walls = new ArrayList<>();
        List<Double> processors = new ArrayList<>();
        double before = ResidentMemory.megabytes();
        long thread = Thread.currentThread().getId();
        long allocated = threads.getThreadAllocatedBytes(thread);
        long begin = System.nanoTime();
        while (goesOn(walls.size(), runs, (System.nanoTime() - begin) / NANOS, seconds)) {
            long processor = system.getProcessCpuTime();
            long wall = System.nanoTime();
            work.run();
            walls.add((System.nanoTime() - wall) / NANOS);
            processors.add((system.getProcessCpuTime() - processor) / NANOS);
        }
        allocated = (threads.getThreadAllocatedBytes(thread) - allocated) / walls.size();
        double median = median(walls);
        return new Measurement(
                median,
                Collections.min(walls),
                Collections.max(walls) - Collections.min(walls),
                median(processors),
                walls.size(),
                images / median,
                ResidentMemory.peakMegabytes(),
                before,
                ResidentMemory.megabytes(),
                allocated);
    }

    private static boolean goesOn(int done, int runs, double elapsed, double seconds) {
        return runs > 0 ? done < runs : done < FEWEST || elapsed < seconds;
    }

    private static double median(List<Double> values) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /**
     * The measurements of one piece of work.
     *
     * @param seconds median wall time of a run
     * @param fastest shortest run
     * @param spread longest minus shortest run
     * @param cpuSeconds median processor time of a run, all threads
     * @param runs number of timed runs
     * @param imagesPerSecond images divided by the median
     * @param peakMegabytes largest resident memory of the process, NaN if not available
     * @param megabytesBefore resident memory before the timed runs
     * @param megabytesAfter resident memory after them
     * @param allocatedBytes bytes the running thread allocated on Java's heap per run
     */
    public record Measurement(
            double seconds,
            double fastest,
            double spread,
            double cpuSeconds,
            int runs,
            double imagesPerSecond,
            double peakMegabytes,
            double megabytesBefore,
            double megabytesAfter,
            long allocatedBytes) {}

    /** Work that is repeated and timed. */
    public interface Work extends AutoCloseable {

        /** Runs the work once. */
        void run();

        @Override
        void close();
    }
}
