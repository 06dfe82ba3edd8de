package org.wsol.cli.terminal;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.wsol.core.progress.Progress;

/** Prints a line with progress and remaining time every few seconds. */
final class LineProgress implements Progress {
    private final PrintWriter out;
    private final long interval;
    private final LongSupplier clock;

    /**
     * @param every minimum time between two lines of a task
     * @param clock returns nanoseconds
     */
    LineProgress(PrintWriter out, Duration every, LongSupplier clock) {
        this.out = out;
        this.interval = every.toNanos();
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
            if (now - lastLine >= interval) {
                lastLine = now;
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
            if (lastLine != started) {
                print(clock.getAsLong());
            }
        }
    }
}
