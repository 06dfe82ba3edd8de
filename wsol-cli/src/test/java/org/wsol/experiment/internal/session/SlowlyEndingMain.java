package org.wsol.experiment.internal.session;

import java.io.IOException;

/** A process that still prints a while after it was asked to end. */
public final class SlowlyEndingMain {
    static final String LAST_WORDS = "checkpoint written";

    private SlowlyEndingMain() {}

    /** Computes until it is asked to end. */
    public static void main(String[] arguments) throws IOException {
        Runtime.getRuntime().addShutdownHook(new Thread(SlowlyEndingMain::end));
        FakeMain.main(arguments);
    }

    private static void end() {
        try {
            Thread.sleep(500);
            System.out.println(LAST_WORDS);
            System.out.flush();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
