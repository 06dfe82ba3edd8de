package org.wsol.experiment.internal.runfolder;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wsol.core.StorageException;
import org.wsol.core.WsolException;
import org.wsol.core.internal.io.AtomicFiles;

/**
 * Prevents two processes from writing the same run. The lock is a lease: the owner rewrites the lock file every few
 * seconds, and a lock file not written for a minute, by the clock of the file system, has expired. An owner in the same
 * process namespace is checked directly. Acquiring the lock is guarded by a second file with an operating system lock,
 * so that only one of two processes that find a dead owner takes over.
 */
public final class RunLock implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunLock.class);
    private static final String LOCK = "run.lock";
    private static final String GUARD = ".run.lock.guard";
    private static final String PROBE = ".run.lock.clock-";
    private static final int ATTEMPTS = 200;

    /** The validity of a lease after renewal. */
    static final Duration LEASE = Duration.ofSeconds(60);

    private static final Duration RENEWAL = Duration.ofSeconds(10);

    private final Path file;
    private final LockOwner self;
    private final FileChannel channel;
    private final Thread renewer;
    private volatile boolean lost;

    private RunLock(Path file, LockOwner self, FileChannel channel, Duration renewal) {
        this.file = file;
        this.self = self;
        this.channel = channel;
        this.renewer = new Thread(() -> renewUntilClosed(renewal), "run-lock");
        renewer.setDaemon(true);
        renewer.start();
    }

    /** Acquires the lock of a folder; empty if a live process holds it. */
    public static Optional<RunLock> tryAcquire(Path folder) {
        return tryAcquire(folder, RENEWAL);
    }

    static Optional<RunLock> tryAcquire(Path folder, Duration renewal) {
        try (FileChannel guard =
                FileChannel.open(folder.resolve(GUARD), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            waitFor(guard);
            if (isHeld(folder)) {
                return Optional.empty();
            }
            Path file = folder.resolve(LOCK);
            LockOwner self = LockOwner.self();
            AtomicFiles.writeText(file, self.json());
            FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
            return Optional.of(new RunLock(file, self, channel, renewal));
        } catch (IOException e) {
            throw new StorageException("cannot lock the run folder " + folder, e);
        }
    }

    private static void waitFor(FileChannel guard) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                guard.lock(); // released when the channel is closed
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

    /** Whether a live process holds the lock of a folder. */
    public static boolean isHeld(Path folder) {
        Path file = folder.resolve(LOCK);
        if (!Files.exists(file)) {
            return false;
        }
        return LockOwner.read(file)
                .filter(LockOwner::isVisible)
                .map(LockOwner::isAlive)
                .orElseGet(() -> isFresh(file));
    }

    /** Whether the lease was renewed within the last minute, both times taken from the file system. */
    private static boolean isFresh(Path file) {
        try {
            Instant renewed = Files.getLastModifiedTime(file).toInstant();
            return renewed.plus(LEASE).isAfter(now(file.resolveSibling(PROBE + UUID.randomUUID())));
        } catch (IOException e) {
            return Files.exists(file); // released meanwhile, or not visible: then treated as held
        }
    }

    private static Instant now(Path probe) {
        try {
            Files.createFile(probe);
            try {
                return Files.getLastModifiedTime(probe).toInstant();
            } finally {
                Files.deleteIfExists(probe);
            }
        } catch (IOException e) {
            return Instant.now(); // read-only folder: the file system's clock is not available
        }
    }

    /** A description of the owner, and of the file to delete if the owner no longer exists. */
    public static String describeOwner(Path folder) {
        Path file = folder.resolve(LOCK);
        String owner = LockOwner.read(file).map(LockOwner::describe).orElse("another process");
        return owner + " (its lock is " + file + "; a lock that was not renewed for a minute counts as free)";
    }

    private void renewUntilClosed(Duration renewal) {
        try {
            while (!lost) {
                Thread.sleep(renewal.toMillis());
                renew();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // interrupted by close
        }
    }

    /** Writes to the open file: if another process took over, its lock is a different file and not affected. */
    private void renew() {
        try {
            if (!isOwn()) {
                lost = true;
                LOG.warn("the lock {} was taken over or deleted; this run ends without writing any more", file);
                return;
            }
            channel.write(ByteBuffer.wrap(self.json().getBytes(StandardCharsets.UTF_8)), 0);
            channel.force(true);
        } catch (IOException e) {
            LOG.warn("the lock {} could not be renewed: {}", file, WsolException.reason(e));
        }
    }

    private boolean isOwn() {
        return LockOwner.read(file)
                .filter(owner -> owner.token().equals(self.token()))
                .isPresent();
    }

    /** Whether the lock was lost: another process took over because it was not renewed in time, or it was deleted. */
    public boolean isLost() {
        return lost;
    }

    /**
     * Checks that this process still owns the run.
     *
     * @throws StorageException if the lock was lost and nothing may be written
     */
    public void requireHeld() {
        if (lost) {
            throw new StorageException("the lock " + file + " was taken over by "
                    + LockOwner.read(file).map(LockOwner::describe).orElse("nobody: it was deleted")
                    + "; this process stops without writing any more");
        }
    }

    @Override
    public void close() {
        renewer.interrupt();
        try {
            renewer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try {
            channel.close();
            if (isOwn()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new StorageException("cannot release " + file, e);
        }
    }
}
