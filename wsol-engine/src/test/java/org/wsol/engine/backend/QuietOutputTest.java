package org.wsol.engine.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated
class QuietOutputTest {
    private final PrintStream realOut = System.out;
    private final ByteArrayOutputStream terminal = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(terminal, true, StandardCharsets.UTF_8);

    @BeforeEach
    void listen() {
        System.setOut(out);
    }

    @AfterEach
    void stopListening() {
        System.setOut(realOut);
    }

    @Test
    void suppressesTheOutputOfTheAction() {
        int result = QuietOutput.call(() -> {
            System.out.println("Added differentiated op");
            QuietOutput.run(() -> System.out.println("nested"));
            return 7;
        });
        System.out.print("after");

        assertThat(result).isEqualTo(7);
        assertThat(shown()).isEqualTo("after");
    }

    @Test
    void doesNotSuppressOutputOfOtherThreads() {
        QuietOutput.run(() -> {
            Thread other = new Thread(() -> System.out.print("other"));
            other.start();
            join(other);
            System.out.print("mine");
        });

        assertThat(shown()).isEqualTo("other");
    }

    @Test
    void restoresTheOutputWhenTheActionFails() {
        assertThatThrownBy(() -> QuietOutput.run(() -> {
                    throw new IllegalStateException("broken");
                }))
                .hasMessage("broken");

        assertThat(System.out).isSameAs(out);
    }

    @Test
    void restoresTheOutputAfterTwoConcurrentActions() {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread[] threads = new Thread[4];
        for (int t = 0; t < threads.length; t++) {
            threads[t] = new Thread(() -> QuietOutput.run(() -> System.out.print("x")));
            threads[t].setUncaughtExceptionHandler((thread, e) -> failure.set(e));
            threads[t].start();
        }
        for (Thread thread : threads) {
            join(thread);
        }

        assertThat(failure.get()).isNull();
        assertThat(System.out).isSameAs(out);
        assertThat(shown()).isEmpty();
    }

    private String shown() {
        return terminal.toString(StandardCharsets.UTF_8);
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
