package org.wsol.experiment.internal.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * A process that prints more than the capacity of a pipe and computes its run only after all others have printed as
 * much. It ends only if the output of all processes is read concurrently.
 */
public final class NoisyMain {
    /** A file in the folder of all runs with the number of processes. */
    static final String ALL = "all";

    private static final int LINES = 3000;
    private static final long LONGEST_WAIT_MILLIS = 60_000;

    private NoisyMain() {}

    /** Prints, waits, computes. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        for (int i = 0; i < LINES; i++) {
            System.out.println("noise ".repeat(16) + i);
        }
        System.out.flush();
        Path run = Path.of(arguments[1]).toAbsolutePath();
        Path root = run.getParent().getParent().getParent();
        Files.createFile(root.resolve("printed-" + run.getFileName()));
        waitForAll(root);
        FakeMain.main(arguments);
    }

    private static void waitForAll(Path root) throws IOException, InterruptedException {
        int all = Integer.parseInt(Files.readString(root.resolve(ALL)));
        long end = System.currentTimeMillis() + LONGEST_WAIT_MILLIS;
        while (printed(root) < all) {
            if (System.currentTimeMillis() > end) {
                System.exit(7);
            }
            Thread.sleep(20);
        }
    }

    private static long printed(Path root) throws IOException {
        try (Stream<Path> files = Files.list(root)) {
            return files.filter(file -> file.getFileName().toString().startsWith("printed-"))
                    .count();
        }
    }
}
