package org.wsol.engine.plan.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.bytedeco.systems.global.linux;
import org.bytedeco.systems.linux.cpu_set_t;

/** The threads of this process as Linux numbers them, with their processor time and the processors they may use. */
final class LinuxThreads {
    /** Stands for the calling thread. */
    static final int CALLER = 0;

    private static final Path TASKS = Path.of("/proc/self/task");
    private static final int WORDS = linux.CPU_SETSIZE / Long.SIZE;

    private LinuxThreads() {}

    /** The number of the calling thread, if the system shows it. */
    static OptionalInt caller() {
        try {
            Path own = Files.readSymbolicLink(Path.of("/proc/thread-self")).getFileName();
            return OptionalInt.of(Integer.parseInt(own.toString()));
        } catch (IOException e) {
            return OptionalInt.empty();
        }
    }

    static boolean exists(int thread) {
        return Files.exists(TASKS.resolve(String.valueOf(thread)));
    }

    /**
     * Nanoseconds of processor time of all threads with the name of the given one; native threads inherit names. Empty if
     * the system does not list threads.
     */
    static Map<Integer, Long> timesOfNamesakes(int thread) {
        String name = text(thread, "comm");
        Map<Integer, Long> times = new LinkedHashMap<>();
        try (Stream<Path> tasks = Files.list(TASKS)) {
            tasks.map(path -> Integer.parseInt(path.getFileName().toString()))
                    .filter(other -> text(other, "comm").equals(name))
                    .forEach(other -> times.put(other, time(other)));
        } catch (IOException e) {
            return Map.of();
        }
        return times;
    }

    private static long time(int thread) {
        String schedule = text(thread, "schedstat");
        return schedule.isEmpty() ? 0 : Long.parseLong(schedule.substring(0, schedule.indexOf(' ')));
    }

    /** Empty if the thread has ended, or the system does not show it. */
    private static String text(int thread, String file) {
        try {
            return Files.readString(TASKS.resolve(String.valueOf(thread)).resolve(file));
        } catch (IOException e) {
            return "";
        }
    }

    /** The processors that a thread may use; empty if the system does not tell. */
    static BitSet processors(int thread) {
        try (cpu_set_t mask = new cpu_set_t()) {
            if (linux.sched_getaffinity(thread, mask.sizeof(), mask) != 0) {
                return new BitSet();
            }
            long[] words = new long[WORDS];
            Arrays.setAll(words, mask::__bits);
            return BitSet.valueOf(words);
        }
    }

    /**
     * Binds a thread to processors. Threads that it starts afterwards inherit them.
     *
     * @return whether the system permitted it and the thread exists
     */
    static boolean bind(int thread, BitSet processors) {
        try (cpu_set_t mask = new cpu_set_t()) {
            long[] words = Arrays.copyOf(processors.toLongArray(), WORDS);
            for (int i = 0; i < WORDS; i++) {
                mask.__bits(i, words[i]);
            }
            return linux.sched_setaffinity(thread, mask.sizeof(), mask) == 0;
        }
    }
}
