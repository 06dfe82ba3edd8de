package org.wsol.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TerminalTest {

    @Test
    void printsTheRemainingTimeWithoutATerminal() {
        StringWriter out = new StringWriter();
        AtomicLong clock = new AtomicLong();
        LineProgress progress =
                new LineProgress(new PrintWriter(out, true), Duration.ofSeconds(5), Duration.ofMinutes(1), clock::get);
        try (var task = progress.start("training cam", 100)) {
            task.step(1, "");
            clock.set(Duration.ofSeconds(10).toNanos());
            task.step(24, "loss 1.5");
            task.step(1, "loss 1.4");
            clock.set(Duration.ofSeconds(12).toNanos());
        }
        assertThat(out.toString().lines())
                .containsExactly(
                        "training cam: 25/100 (25%), 30 s left, loss 1.5",
                        "training cam: 26/100 (26%), 34 s left, loss 1.4");
    }

    @Test
    void printsNothingForShortWork() {
        StringWriter out = new StringWriter();
        LineProgress progress =
                new LineProgress(new PrintWriter(out), Duration.ofSeconds(5), Duration.ofMinutes(1), () -> 0);
        try (var task = progress.start("reading", 2)) {
            task.step(2, "");
        }
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void printsALineAMinuteWhenATaskTakesHours() {
        StringWriter out = new StringWriter();
        AtomicLong clock = new AtomicLong();
        LineProgress progress =
                new LineProgress(new PrintWriter(out, true), Duration.ofSeconds(5), Duration.ofMinutes(1), clock::get);
        try (var task = progress.start("training cam", 7200)) {
            for (int second = 1; second <= 7200; second++) {
                clock.set(Duration.ofSeconds(second).toNanos());
                task.step(1, "");
            }
        }
        List<String> lines = out.toString().lines().toList();
        assertThat(lines).hasSizeBetween(120, 160).doesNotHaveDuplicates();
        assertThat(lines.get(lines.size() - 1)).isEqualTo("training cam: 7200/7200 (100%)");
    }

    @Test
    void tablesAlignNumbersToTheRight() {
        assertThat(new TextTable(List.of("run", "V2"))
                        .row(List.of("cam", "9.50"))
                        .row(List.of("bridging-gap", "64.60"))
                        .lines())
                .containsExactly("run              V2", "cam            9.50", "bridging-gap  64.60");
    }
}
