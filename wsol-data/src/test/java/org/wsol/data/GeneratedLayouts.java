package org.wsol.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.wsol.core.data.Dataset;
import org.wsol.core.progress.Progress;
import org.wsol.data.demo.DemoOptions;
import org.wsol.data.demo.DemoProvider;

/** Small data sets for tests, made of generated images. */
public final class GeneratedLayouts {
    private GeneratedLayouts() {}

    /** The demonstration set with a few images: 12 for training, 6 each for validation and test. */
    public static Dataset demo(Path folder) {
        return new DemoProvider().open(DemoOptions.in(folder).withCounts(12, 6, 6), Progress.NONE);
    }

    /** The folder created by {@link #demo}. */
    public static Path demoHome(Path folder) {
        try (var entries = Files.list(folder)) {
            return entries.filter(entry -> entry.getFileName().toString().startsWith("demo-v"))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a text file; creates parent folders. */
    public static Path text(Path file, String content) {
        try {
            Files.createDirectories(file.getParent());
            return Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Copies a file; creates parent folders of the copy. */
    public static Path copy(Path from, Path to) {
        try {
            Files.createDirectories(to.getParent());
            return Files.copy(from, to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
