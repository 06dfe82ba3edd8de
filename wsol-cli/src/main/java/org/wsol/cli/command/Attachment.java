package org.wsol.cli.command;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import org.wsol.experiment.internal.runfolder.RunLock;
import org.wsol.experiment.internal.session.Interruption;

/**
 * Binds a process to the worker that started it: the process ends with the worker, and takes over from a process whose
 * worker was lost.
 */
final class Attachment {
    /** The time for a step, an evaluation and a checkpoint. */
    static final Duration GRACE = Duration.ofSeconds(60);

    /** A lock that is not renewed expires after a minute. */
    private static final Duration PATIENCE = Duration.ofSeconds(75);

    private static final long POLL_MILLIS = 200;

    private Attachment() {}

    /**
     * Requests a stop when standard input ends, because the worker closed it or has ended.
     *
     * @param grace the process is terminated after this time
     */
    static void watch(Interruption interruption, Duration grace) {
        Thread watcher = new Thread(() -> untilInputEnds(interruption, grace), "worker-watch");
        watcher.setDaemon(true);
        watcher.start();
    }

    private static void untilInputEnds(Interruption interruption, Duration grace) {
        try {
            while (System.in.read() >= 0) {
                // input is ignored
            }
        } catch (IOException e) {
            interruption.request(); // an unreadable pipe means that the other end is closed
        }
        interruption.request();
        try {
            Thread.sleep(grace.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(Errors.INTERRUPTED);
    }

    /** Waits until the process of a lost worker has ended or its lease has expired. */
    static void waitForLock(Path folder, Interruption interruption) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (RunLock.isHeld(folder) && System.nanoTime() < deadline && !interruption.isRequested()) {
                Thread.sleep(POLL_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a lock", e);
        }
    }

    /** The host name, for messages. */
    static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (IOException e) {
            return "localhost"; // a machine without a host name
        }
    }
}
