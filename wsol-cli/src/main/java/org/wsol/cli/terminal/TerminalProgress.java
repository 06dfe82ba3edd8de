package org.wsol.cli.terminal;

import java.io.Console;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.Optional;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.wsol.core.progress.Progress;

/** Shows progress: a bar with the remaining time on a terminal, otherwise a line every few seconds. */
public final class TerminalProgress {
    private static final Duration SHORTEST = Duration.ofSeconds(5);
    private static final int DEFAULT_WIDTH = 80;
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private TerminalProgress() {}

    /** The display for the terminal or stream; both write to standard error. */
    public static Progress create() {
        return isTerminal() && System.getenv("TERM") != null
                ? TerminalProgress::bar
                : new LineProgress(
                        new PrintWriter(System.err, true, Charset.defaultCharset()),
                        SHORTEST,
                        LONGEST,
                        System::nanoTime);
    }

    /** Since Java 22 there can be a console without a terminal, which the console reports. */
    private static boolean isTerminal() {
        return Optional.ofNullable(System.console())
                .filter(TerminalProgress::isTerminal)
                .isPresent();
    }

    private static boolean isTerminal(Console console) {
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true; // before Java 22 a console exists only on a terminal
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a public method of the Java library cannot be called", e);
        }
    }

    private static Progress.Task bar(String task, long total) {
        ProgressBar bar = new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(total)
                .setStyle(ProgressBarStyle.ASCII)
                .setConsumer(new ConsoleProgressBarConsumer(
                        System.err, TerminalWidth.given().orElse(DEFAULT_WIDTH) - 1))
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
