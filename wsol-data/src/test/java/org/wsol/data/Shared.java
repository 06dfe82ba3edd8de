package org.wsol.data;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Folders of test data that may be missing: tests that need them are then skipped with a message. */
public final class Shared {
    private Shared() {}

    /** A folder of real data below {@code -Dwsol.shared}. */
    public static Path data(String name) {
        return existing(
                Path.of(System.getProperty("wsol.shared", "../shared"), "data").resolve(name));
    }

    /** A folder of reference numbers below {@code -Dwsol.fixtures}. */
    public static Path fixtures(String name) {
        return existing(Path.of(System.getProperty("wsol.fixtures", "../shared/fixtures"))
                .resolve(name));
    }

    private static Path existing(Path folder) {
        assumeTrue(Files.isDirectory(folder), () -> "skipped: the folder " + folder + " is missing");
        return folder;
    }
}
