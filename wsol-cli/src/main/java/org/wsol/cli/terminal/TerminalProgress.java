package org.wsol.cli.terminal;

import java.io.PrintWriter;
import java.time.Duration;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.wsol.core.progress.Progress;

/** Draws progress: a bar with the time left on a terminal, a line every few seconds elsewhere. */
public final class TerminalProgress {
    private static final Duration LINE_EVERY = Duration.ofSeconds(5);

    private TerminalProgress() {}

    /** What fits the stream the user sees; both write to standard error. */
    public static Progress create() {
        return System.console() != null && System.getenv("TERM") != null
                ? TerminalProgress::bar
                : new LineProgress(new PrintWriter(System.err, true), LINE_EVERY, System::nanoTime);
    }

    private static Progress.Task bar(String task, long total) {
        ProgressBar bar = new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(total)
                .setStyle(ProgressBarStyle.ASCII)
                .setConsumer(new ConsoleProgressBarConsumer(System.err))
                .setUpdateIntervalMillis(200)
                .build();
        return new Progress.Task() {
            @Override
            public void step(long count, String detail) {
                bar.stepBy(count);
                bar.setExtraMessage(detail);
            }

            @Override
            public void close() {
                bar.close();
            }
        };
    }
}
