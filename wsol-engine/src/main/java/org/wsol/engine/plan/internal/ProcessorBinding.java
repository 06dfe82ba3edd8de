package org.wsol.engine.plan.internal;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the two threads of an operation on different processors while a plan runs.
 *
 * <p>At the end of every operation, threads wait for each other in loops. If another program uses one of the
 * processors, Linux sometimes moves both threads to the other one, where one of them waits in a loop for the other,
 * which cannot run meanwhile. Results do not change, because the work is divided as before.
 *
 * <p>Only for two threads on two processors: with more, ND4J's kernels end and start threads again, which would inherit
 * the processor of the thread that starts them. Not thread-safe, like an executor.
 */
public final class ProcessorBinding {
    private static final Logger LOG = LoggerFactory.getLogger(ProcessorBinding.class);
    private static final int THREADS = 2;
    /** The second thread is identified by its processor time, compared with that of the caller. */
    private static final double LEAST_SHARE = 0.3;

    private static final int MOST_ATTEMPTS = 20;

    private final BitSet both;
    private int attempts;
    private Optional<Pair> bound = Optional.empty();

    private ProcessorBinding(BitSet both, int attempts) {
        this.both = both;
        this.attempts = attempts;
    }

    /** Binds threads if an operation uses two and this process has exactly two processors on Linux. */
    public static ProcessorBinding of(int threads) {
        boolean linux = System.getProperty("os.name").equals("Linux");
        if (!linux || threads != THREADS || Runtime.getRuntime().availableProcessors() != THREADS) {
            return none();
        }
        try {
            BitSet processors = LinuxThreads.processors(LinuxThreads.CALLER);
            return processors.cardinality() == THREADS ? new ProcessorBinding(processors, MOST_ATTEMPTS) : none();
        } catch (LinkageError e) {
            LOG.info(
                    "threads are not bound to processors, because the library for it cannot be loaded: {}",
                    e.getMessage());
            return none();
        }
    }

    private static ProcessorBinding none() {
        return new ProcessorBinding(new BitSet(), 0);
    }

    /** Runs work of the calling thread with its two threads on different processors, as soon as both are known. */
    public void around(Runnable work) {
        Thread caller = Thread.currentThread();
        if (bound.isPresent() && !bound.get().isStill(caller)) {
            bound = Optional.empty();
            attempts = MOST_ATTEMPTS;
        }
        if (bound.isPresent()) {
            runBound(work, bound.get().second());
        } else if (attempts > 0) {
            attempts--;
            bound = secondThreadOf(work).map(second -> new Pair(caller, second));
        } else {
            work.run();
        }
    }

    /** Afterwards both may use both processors again, as operations outside of plans and new threads expect. */
    private void runBound(Runnable work, int second) {
        boolean permitted = LinuxThreads.bind(second, processor(both.nextSetBit(0) + 1))
                && LinuxThreads.bind(LinuxThreads.CALLER, processor(0));
        if (!permitted) {
            LOG.info("threads are not bound to processors, because the system does not permit it");
            bound = Optional.empty();
            attempts = 0;
        }
        try {
            work.run();
        } finally {
            LinuxThreads.bind(LinuxThreads.CALLER, both);
            LinuxThreads.bind(second, both);
        }
    }

    /** The thread that computed with the caller, if there is one. */
    private static Optional<Integer> secondThreadOf(Runnable work) {
        OptionalInt caller = LinuxThreads.caller();
        if (caller.isEmpty()) {
            work.run();
            return Optional.empty();
        }
        Map<Integer, Long> before = LinuxThreads.timesOfNamesakes(caller.getAsInt());
        work.run();
        Map<Integer, Long> times = new HashMap<>(LinuxThreads.timesOfNamesakes(caller.getAsInt()));
        times.replaceAll((thread, time) -> time - before.getOrDefault(thread, 0L));
        Optional<Long> own = Optional.ofNullable(times.remove(caller.getAsInt()));
        return times.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .filter(entry -> own.isPresent() && entry.getValue() >= LEAST_SHARE * own.get())
                .map(Map.Entry::getKey);
    }

    /** The first allowed processor from an index on. */
    private BitSet processor(int from) {
        BitSet one = new BitSet();
        one.set(both.nextSetBit(from));
        return one;
    }

    private record Pair(Thread caller, int second) {
        boolean isStill(Thread thread) {
            return thread == caller && LinuxThreads.exists(second);
        }
    }
}
