package org.wsol.experiment.runfolder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.wsol.core.io.AtomicFiles;

/**
 * Keeps two processes from writing the same run. The lock file names its owner; an owner on this machine that no longer
 * lives has lost it. Taking it is guarded by a second file that the operating system locks, so that of two processes that
 * find a dead owner only one takes over.
 */
public final class RunLock implements AutoCloseable {
    private static final String LOCK = "run.lock";
    private static final String GUARD = ".run.lock.guard";
    private static final int ATTEMPTS = 200;
    private final Path file;

    private RunLock(Path file) {
        this.file = file;
    }

    /** Takes the lock of a folder, or tells that a living process holds it by returning nothing. */
    public static Optional<RunLock> tryAcquire(Path folder) {
        try (FileChannel guard =
                FileChannel.open(folder.resolve(GUARD), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            waitFor(guard);
            if (isHeld(folder)) {
                return Optional.empty();
            }
            Path file = folder.resolve(LOCK);
            AtomicFiles.writeText(file, Json.line(self()));
            return Optional.of(new RunLock(file));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot lock the run folder " + folder, e);
        }
    }

    private static void waitFor(FileChannel guard) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                guard.lock(); // freed when the channel is closed
                return;
            } catch (OverlappingFileLockException e) {
                if (attempt == ATTEMPTS) {
                    throw new IOException("another thread keeps taking the lock", e);
                }
                pause();
            }
        }
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(5);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for a lock", e);
        }
    }

    /** Whether a living process holds the lock of a folder. An owner on another machine counts as living. */
    public static boolean isHeld(Path folder) {
        return owner(folder).map(RunLock::isAlive).orElse(false);
    }

    /** The owner in words, for messages. */
    public static String describeOwner(Path folder) {
        return owner(folder)
                .map(owner -> "process " + owner.get("pid") + " on " + owner.get("host"))
                .orElse("nobody");
    }

    private static Optional<Map<String, Object>> owner(Path folder) {
        Path file = folder.resolve(LOCK);
        return Files.exists(file) ? Optional.of(Json.read(file)) : Optional.empty();
    }

    private static boolean isAlive(Map<String, Object> owner) {
        if (!host().equals(owner.get("host"))) {
            return true;
        }
        Optional<ProcessHandle> process = ProcessHandle.of(((Number) owner.get("pid")).longValue());
        String started = String.valueOf(owner.get("started"));
        return process.filter(ProcessHandle::isAlive)
                .map(handle -> started(handle).equals(started))
                .orElse(false);
    }

    private static Map<String, Object> self() {
        Map<String, Object> self = new LinkedHashMap<>();
        self.put("pid", ProcessHandle.current().pid());
        self.put("host", host());
        self.put("started", started(ProcessHandle.current()));
        return self;
    }

    private static String started(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toString).orElse("unknown");
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (IOException e) {
            return "localhost"; // a machine without a name is still this machine
        }
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot release " + file, e);
        }
    }
}
