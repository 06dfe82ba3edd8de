package org.wsol.cli.terminal;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.wsol.core.progress.Progress;

/** Prints lines with progress and remaining time, less often when a task takes long. */
final class LineProgress implements Progress {
    /** Between two lines passes at least one of this number of parts of the time since the task started. */
    private static final int PARTS = 10;

    private final PrintWriter out;
    private final long shortest;
    private final long longest;
    private final LongSupplier clock;

    /**
     * @param shortest minimum time between two lines of a task
     * @param longest the time between two lines of a long task
     * @param clock returns nanoseconds
     */
    LineProgress(PrintWriter out, Duration shortest, Duration longest, LongSupplier clock) {
        this.out = out;
        this.shortest = shortest.toNanos();
        this.longest = longest.toNanos();
        this.clock = clock;
    }

    @Override
    public Task start(String task, long total) {
        return new LineTask(task, total);
    }

    private final class LineTask implements Task {
        private final String task;
        private final long total;
        private final long started = clock.getAsLong();
        private long lastLine = started;
        private long done;
        private long printed;
        private String detail = "";

        LineTask(String task, long total) {
            this.task = task;
            this.total = total;
        }

        @Override
        public void step(long count, String newDetail) {
            done += count;
            detail = newDetail;
            long now = clock.getAsLong();
            long interval = Math.min(longest, Math.max(shortest, (now - started) / PARTS));
            if (now - lastLine >= interval) {
                lastLine = now;
                printed = done;
                print(now);
            }
        }

        private void print(long now) {
            long percent = total == 0 ? 100 : 100 * done / total;
            long left = done == 0 ? 0 : (long) ((double) (now - started) / done * (total - done) / 1e9);
            String end = done == 0 || done >= total ? "" : ", " + left + " s left";
            out.println(task + ": " + done + "/" + total + " (" + percent + "%)" + end
                    + (detail.isEmpty() ? "" : ", " + detail));
        }

        @Override
        public void close() {
            if (lastLine != started && printed != done) {
                print(clock.getAsLong());
            }
        }
    }
}
