package org.wsol.engine.backend;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs library code without showing its output to {@link System#out} and {@link System#err} to the user. The output is
 * logged at level TRACE. Output of other threads is not affected. Output of native code that bypasses Java cannot be
 * captured.
 */
public final class QuietOutput {
    private static final Logger LOG = LoggerFactory.getLogger(QuietOutput.class);
    private static final ReentrantLock LOCK = new ReentrantLock();

    private QuietOutput() {}

    /**
     * Runs the action with this thread's output captured and returns its result. Only one thread at a time can capture;
     * nested calls are allowed.
     */
    public static <T> T call(Supplier<T> action) {
        LOCK.lock();
        try {
            return LOCK.getHoldCount() > 1 ? action.get() : callAlone(action);
        } finally {
            LOCK.unlock();
        }
    }

    /** Runs the action with this thread's output captured. */
    public static void run(Runnable action) {
        QuietOutput.<Boolean>call(() -> {
            action.run();
            return true;
        });
    }

    private static <T> T callAlone(Supplier<T> action) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream heard = new ByteArrayOutputStream();
        System.setOut(new PrintStream(new OneThreadOutput(heard, out), true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(new OneThreadOutput(heard, err), true, StandardCharsets.UTF_8));
        try {
            return action.get();
        } finally {
            System.out.flush();
            System.err.flush();
            System.setOut(out);
            System.setErr(err);
            heard.toString(StandardCharsets.UTF_8).lines().forEach(line -> LOG.trace("suppressed output: {}", line));
        }
    }

    /** Captures the output of the creating thread and passes on that of others. */
    private static final class OneThreadOutput extends OutputStream {
        private final Thread thread = Thread.currentThread();
        private final OutputStream kept;
        private final PrintStream passedOn;

        OneThreadOutput(OutputStream kept, PrintStream passedOn) {
            this.kept = kept;
            this.passedOn = passedOn;
        }

        @Override
        public void write(int b) throws java.io.IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws java.io.IOException {
            if (Thread.currentThread() == thread) {
                kept.write(bytes, offset, length);
            } else {
                passedOn.write(bytes, offset, length);
            }
        }

        @Override
        public void flush() {
            passedOn.flush();
        }
    }
}
