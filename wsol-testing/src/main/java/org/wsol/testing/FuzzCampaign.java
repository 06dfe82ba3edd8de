package org.wsol.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;

/**
 * Reads many damaged files: each must be read, or rejected with a user-facing exception that names the file, within ten
 * seconds of processor time. Failures are reported with their number, and the file is kept for analysis.
 */
public final class FuzzCampaign {
    private static final long LIMIT_SECONDS = 10;
    private static final long LONGEST_WAIT_SECONDS = 300;

    private final Path folder;
    private final Class<? extends RuntimeException> refusal;

    /** The numbers of files read and rejected. */
    public record Outcome(int read, int refused) {}

    /** Reads one file; its exceptions are checked. */
    public interface Reader {
        /**
         * Reads a file as the program does.
         *
         * @throws Exception whatever the program throws
         */
        void read(Path file) throws Exception;
    }

    /**
     * Creates a campaign.
     *
     * @param folder the folder for the damaged files
     * @param refusal the type of user-facing exceptions
     */
    public FuzzCampaign(Path folder, Class<? extends RuntimeException> refusal) {
        this.folder = folder;
        this.refusal = refusal;
    }

    /**
     * Reads damaged files one after the other.
     *
     * @param ending the file name extension, for example {@code ".png"}
     * @param contents the content of a file by its number
     * @throws AssertionError if one ends in another exception, an error, or takes longer
     */
    public Outcome run(int files, String ending, IntFunction<byte[]> contents, Reader reader) {
        AtomicReference<Thread> worker = new AtomicReference<>();
        ExecutorService service = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "fuzz");
            thread.setDaemon(true);
            worker.set(thread);
            return thread;
        });
        try {
            int refused = 0;
            for (int number = 0; number < files; number++) {
                Path file = folder.resolve("damaged-" + number + ending);
                write(file, contents.apply(number));
                refused += isRefused(service.submit(() -> attempt(reader, file)), file, workerOf(worker)) ? 1 : 0;
                Files.deleteIfExists(file);
            }
            return new Outcome(files - refused, refused);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            service.shutdownNow();
        }
    }

    /** The thread a submitted task has started. */
    private static Thread workerOf(AtomicReference<Thread> worker) {
        return Objects.requireNonNull(worker.get(), "a submitted task starts a thread");
    }

    private static void write(Path file, byte[] content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }

    private Void attempt(Reader reader, Path file) throws Exception {
        reader.read(file);
        return null;
    }

    private boolean isRefused(Future<Void> attempt, Path file, Thread worker) {
        long before = processorSeconds(worker);
        for (int second = 0; second < LONGEST_WAIT_SECONDS; second++) {
            try {
                attempt.get(1, TimeUnit.SECONDS);
                return false;
            } catch (ExecutionException e) {
                return judged(Objects.requireNonNull(e.getCause(), "of the task"), file);
            } catch (TimeoutException e) {
                if (processorSeconds(worker) - before > LIMIT_SECONDS) {
                    break;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted at " + file, e);
            }
        }
        throw new AssertionError(
                file + " took more than " + LIMIT_SECONDS + " seconds, at " + Arrays.toString(worker.getStackTrace()));
    }

    /** Processor time, independent of other programs on the machine. */
    private static long processorSeconds(Thread thread) {
        return ManagementFactory.getThreadMXBean().getThreadCpuTime(thread.getId()) / 1_000_000_000L;
    }

    private boolean judged(Throwable thrown, Path file) {
        if (!refusal.isInstance(thrown)) {
            throw new AssertionError(file + " ends in an exception that is not meant for users: " + thrown, thrown);
        }
        if (!String.valueOf(thrown.getMessage()).contains(file.getFileName().toString())) {
            throw new AssertionError(file + " is not named by its own message: " + thrown.getMessage(), thrown);
        }
        return true;
    }
}
