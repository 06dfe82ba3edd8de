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
 * Writes files that are whole or absent: the content goes to a temporary neighbour, reaches the disk, and is renamed
 * over the target. A process killed at any moment leaves the former file, or the new one.
 */
public final class AtomicFiles {
    /** The ending of temporary files; one that is found was left by a killed process. */
    public static final String TEMPORARY = ".tmp";

    private static final int LONGEST_NAME = 40;

    private AtomicFiles() {}

    /** Writes the content of a file. */
    @FunctionalInterface
    public interface Content {
        /** Writes everything; the stream is buffered and closed by the caller. */
        void writeTo(OutputStream out) throws IOException;
    }

    /** Replaces a file by a text in UTF-8; folders above it are made. */
    public static void writeText(Path target, String text) throws IOException {
        write(target, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Replaces a file; folders above it are made. When the content fails, the former file stays. */
    public static void write(Path target, Content content) throws IOException {
        write(target, content, () -> {});
    }

    /** Something that reads or writes files. */
    @FunctionalInterface
    interface Step {
        /** Does it. */
        void run() throws IOException;
    }

    /** The same, with something to do when the content is complete and the file not yet there. */
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

    /** File systems allow 255 bytes, so nothing can be added to a long name; letters the locale lacks cannot be added to. */
    private static String shortName(Path target) {
        String name = String.valueOf(target.getFileName());
        return name.length() <= LONGEST_NAME && name.indexOf(PathNames.LOST) < 0 ? name : "file";
    }
}
