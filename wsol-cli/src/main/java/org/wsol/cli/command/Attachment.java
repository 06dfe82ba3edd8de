package org.wsol.cli.command;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import org.wsol.experiment.internal.runfolder.RunLock;
import org.wsol.experiment.internal.session.Interruption;

/**
 * Ties a process to the worker that started it: it ends with the worker, and takes over from a process whose worker was
 * lost.
 */
final class Attachment {
    /** Enough for a step, an evaluation and a checkpoint. */
    static final Duration GRACE = Duration.ofSeconds(60);

    /** A lock that nobody renews is free after a minute. */
    private static final Duration PATIENCE = Duration.ofSeconds(75);

    private static final long POLL_MILLIS = 200;

    private Attachment() {}

    /**
     * Asks for the end when standard input ends: the worker closes it, or has ended.
     *
     * @param grace after this time the process is ended
     */
    static void watch(Interruption interruption, Duration grace) {
        Thread watcher = new Thread(() -> untilInputEnds(interruption, grace), "worker-watch");
        watcher.setDaemon(true);
        watcher.start();
    }

    private static void untilInputEnds(Interruption interruption, Duration grace) {
        try {
            while (System.in.read() >= 0) {
                // nothing is ever said
            }
        } catch (IOException e) {
            interruption.request(); // a pipe that cannot be read has no other end either
        }
        interruption.request();
        try {
            Thread.sleep(grace.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(Errors.INTERRUPTED);
    }

    /** Waits until the process of a lost worker has ended, or its lease is over. */
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

    /** This machine, for messages. */
    static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (IOException e) {
            return "localhost"; // a machine without a name
        }
    }
}
