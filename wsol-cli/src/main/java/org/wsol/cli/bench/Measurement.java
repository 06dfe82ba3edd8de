package org.wsol.cli.bench;

/**
 * What runs of one piece of work took.
 *
 * @param seconds median wall time of a run
 * @param fastest shortest run
 * @param spread longest minus shortest run
 * @param cpuSeconds median processor time of a run, all threads
 * @param runs number of timed runs
 * @param imagesPerSecond images divided by the median
 * @param peakMegabytes largest resident memory of the process, NaN where the system does not tell
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
