package org.wsol.core.download;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;

/** Closes a stalled connection, from which reading would never return. */
final class StallWatch implements AutoCloseable {
    private final Thread thread;
    private volatile long last = System.nanoTime();
    private volatile boolean stalled;

    private StallWatch(Closeable connection, Duration longest) {
        thread = new Thread(() -> watch(connection, longest), "download-watch");
        thread.setDaemon(true);
    }

    static StallWatch start(Closeable connection, Duration longest) {
        StallWatch watch = new StallWatch(connection, longest);
        watch.thread.start();
        return watch;
    }

    private void watch(Closeable connection, Duration longest) {
        try {
            while (System.nanoTime() - last < longest.toNanos()) {
                Thread.sleep(Math.max(1, longest.toMillis() / 10));
            }
            stalled = true;
            connection.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            // The reader sees a closed or broken connection; in both cases it stops waiting.
            stalled = true;
        }
    }

    /** Called when data was received. */
    void alive() {
        last = System.nanoTime();
    }

    /** Throws after a timeout: the end of the stream is then not the end of the file. */
    void requireAlive() throws IOException {
        if (stalled) {
            throw new IOException("no data for too long");
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
