package org.wsol.cli.command;

import java.io.PrintWriter;
import java.util.concurrent.atomic.AtomicBoolean;

/** Prints a message if the program is interrupted while a command works that saves its results as it goes. */
final class InterruptionNote implements AutoCloseable {
    private final AtomicBoolean ended = new AtomicBoolean();

    private InterruptionNote() {}

    static InterruptionNote of(PrintWriter err, String message) {
        InterruptionNote note = new InterruptionNote();
        Thread hook = new Thread(
                () -> {
                    if (!note.ended.get()) {
                        err.println(message);
                        err.flush();
                    }
                },
                "wsol-interrupted");
        Runtime.getRuntime().addShutdownHook(hook);
        return note;
    }

    /** The command has ended by itself; without effect while the program is ending. */
    @Override
    public void close() {
        ended.set(true);
    }
}
