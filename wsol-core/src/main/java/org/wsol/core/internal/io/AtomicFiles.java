package org.wsol.core.internal.io;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.wsol.core.internal.Required;

/**
 * Writes files atomically: the content is written to a temporary file in the same folder, flushed to disk, and renamed
 * to the target. If the process is killed at any moment, either the old or the new file remains.
 */
public final class AtomicFiles {
    /** The suffix of temporary files; any that are found were left by a killed process. */
    public static final String TEMPORARY = ".tmp";

    private static final int LONGEST_NAME = 40;

    private AtomicFiles() {}

    /** Writes the content of a file. */
    @FunctionalInterface
    public interface Content {
        /** Writes everything; the stream is buffered and closed by the caller. */
        void writeTo(OutputStream out) throws IOException;
    }

    /** Replaces a file with a text in UTF-8; creates parent folders. */
    public static void writeText(Path target, String text) throws IOException {
        write(target, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Replaces a file; creates parent folders. If writing the content fails, the old file is kept. */
    public static void write(Path target, Content content) throws IOException {
        write(target, content, () -> {});
    }

    /** An action that reads or writes files. */
    @FunctionalInterface
    interface Step {
        /** Runs the action. */
        void run() throws IOException;
    }

    /**
     * Like {@link #write(Path, Content)}, with an action that runs when the content is complete but before the file is
     * renamed.
     */
    static void write(Path target, Content content, Step before) throws IOException {
        Path folder = Required.folderOf(target);
        Files.createDirectories(folder);
        Path temporary = folder.resolve("." + shortName(target) + "." + UUID.randomUUID() + TEMPORARY);
        try {
            try (FileChannel channel =
                            FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                    OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16)) {
                content.writeTo(out);
                out.flush();
                channel.force(true);
            }
            before.run();
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /**
     * File systems allow 255 bytes, so a long name cannot be extended; neither can a name with letters that the locale
     * does not support.
     */
    private static String shortName(Path target) {
        String name = String.valueOf(target.getFileName());
        return name.length() <= LONGEST_NAME && name.indexOf(PathNames.LOST) < 0 ? name : "file";
    }
}
