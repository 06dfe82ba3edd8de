package org.wsol.engine.plan.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.bytedeco.systems.global.linux;
import org.bytedeco.systems.linux.cpu_set_t;

/** The threads of this process as Linux numbers them, with their processor time and the processors they may use. */
final class LinuxThreads {
    /** Stands for the calling thread. */
    static final int CALLER = 0;

    private static final Path TASKS = Path.of("/proc/self/task");

    private LinuxThreads() {}

    static int caller() {
        try {
            return Integer.parseInt(Files.readSymbolicLink(Path.of("/proc/thread-self"))
                    .getFileName()
                    .toString());
        } catch (IOException e) {
            throw new UncheckedIOException("Linux does not show the number of a thread", e);
        }
    }

    static boolean exists(int thread) {
        return Files.exists(TASKS.resolve(String.valueOf(thread)));
    }

    /** Nanoseconds of processor time of all threads with the name of the given one; native threads inherit names. */
    static Map<Integer, Long> timesOfNamesakes(int thread) {
        String name = text(thread, "comm");
        Map<Integer, Long> times = new LinkedHashMap<>();
        try (Stream<Path> tasks = Files.list(TASKS)) {
            tasks.map(path -> Integer.parseInt(path.getFileName().toString()))
                    .filter(other -> text(other, "comm").equals(name))
                    .forEach(other -> times.put(other, time(other)));
        } catch (IOException e) {
            throw new UncheckedIOException("Linux does not list the threads of this process", e);
        }
        return times;
    }

    private static long time(int thread) {
        String schedule = text(thread, "schedstat");
        return schedule.isEmpty() ? 0 : Long.parseLong(schedule.substring(0, schedule.indexOf(' ')));
    }

    /** Empty if the thread has ended. */
    private static String text(int thread, String file) {
        try {
            return Files.readString(TASKS.resolve(String.valueOf(thread)).resolve(file));
        } catch (NoSuchFileException e) {
            return "";
        } catch (IOException e) {
            if (!exists(thread)) {
                return "";
            }
            throw new UncheckedIOException("Linux does not show '" + file + "' of a thread", e);
        }
    }

    /** The processors that a thread may use. */
    static BitSet processors(int thread) {
        try (cpu_set_t mask = new cpu_set_t()) {
            check("sched_getaffinity", linux.sched_getaffinity(thread, mask.sizeof(), mask));
            BitSet found = new BitSet();
            for (int i = 0; i < linux.CPU_SETSIZE; i++) {
                found.set(i, (mask.__bits(i / Long.SIZE) >>> i % Long.SIZE & 1) == 1);
            }
            return found;
        }
    }

    /** Binds a thread to processors. Threads that it starts afterwards inherit them. */
    static void bind(int thread, BitSet processors) {
        try (cpu_set_t mask = new cpu_set_t()) {
            for (int i = 0; i < linux.CPU_SETSIZE / Long.SIZE; i++) {
                long bits = 0;
                for (int k = 0; k < Long.SIZE; k++) {
                    bits |= processors.get(i * Long.SIZE + k) ? 1L << k : 0;
                }
                mask.__bits(i, bits);
            }
            check("sched_setaffinity", linux.sched_setaffinity(thread, mask.sizeof(), mask));
        }
    }

    private static void check(String call, int status) {
        if (status != 0) {
            throw new IllegalStateException(call + " failed");
        }
    }
}
