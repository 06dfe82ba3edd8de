package org.wsol.core.internal.io;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.wsol.core.InvalidInputException;
import org.wsol.core.StorageException;
import org.wsol.core.internal.Digests;
import org.wsol.core.internal.Required;

/**
 * Writes files requested by the user without overwriting files of other origin. A list of the written files, {@value
 * #LIST}, is kept in the same folder in the format of {@code sha256sum}. A file that is not in the list, or was changed
 * since, is not overwritten, and an error names it.
 */
public final class OwnFiles {
    /** The list's name. */
    public static final String LIST = ".wsol-files";

    /** A line of the list is a checksum of 64 digits, two spaces and the name. */
    private static final int NAME_STARTS = 66;

    private static final LinkOption[] AS_IT_IS = {LinkOption.NOFOLLOW_LINKS};

    private OwnFiles() {}

    /** Writes a text in UTF-8; see {@link #write}. */
    public static void writeText(Path target, String text, boolean overwrite) {
        write(target, out -> out.write(text.getBytes(StandardCharsets.UTF_8)), overwrite);
    }

    /** Writes a file atomically; never replaces files that wsol did not write. See the other method. */
    public static void write(Path target, AtomicFiles.Content content) {
        write(target, content, false);
    }

    /**
     * Writes a file atomically; creates parent folders.
     *
     * @param overwrite whether a file that wsol did not write may be replaced
     * @throws InvalidInputException if a file exists that this program did not write, or that was changed since
     * @throws StorageException if it cannot be written
     */
    public static void write(Path target, AtomicFiles.Content content, boolean overwrite) {
        if (!overwrite) {
            requireOwn(target);
        }
        try {
            Path folder = Required.folderOf(target);
            Files.createDirectories(folder);
            MessageDigest digest = Digests.sha256();
            AtomicFiles.write(target, out -> content.writeTo(new DigestOutputStream(out, digest)), () -> {
                // written before the file appears: a process killed in between leaves an extra line, never an unlisted
                // file
                String line = HexFormat.of().formatHex(digest.digest()) + listed(target) + "\n";
                append(folder.resolve(LIST), line);
            });
        } catch (IOException e) {
            throw new StorageException("cannot write " + target, e);
        }
    }

    /** The file name as written after its checksum; line breaks in names are escaped. */
    private static String listed(Path target) {
        return "  " + PathNames.name(target).replace("\n", "\\n").replace("\r", "\\r");
    }

    private static void append(Path list, String line) throws IOException {
        try (OutputStream out = Files.newOutputStream(list, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            out.write(line.getBytes(StandardCharsets.UTF_8));
        }
    }

    /**
     * Checks that a file may be written: it does not exist, or it is unchanged since this program wrote it.
     *
     * @throws InvalidInputException otherwise, with the remedy
     */
    public static void requireOwn(Path target) {
        if (!Files.exists(target, AS_IT_IS)) {
            return;
        }
        if (!isOwn(target)) {
            throw notOwn(target);
        }
    }

    private static InvalidInputException notOwn(Path target) {
        return new InvalidInputException(target
                + " already exists and was not written by wsol, or was changed since; it is not replaced."
                + " Use another path, move it away, or use --overwrite if the command supports it");
    }

    /** Whether this program wrote the file and it was not changed since. */
    public static boolean isOwn(Path target) {
        Path list = target.toAbsolutePath().resolveSibling(LIST);
        if (!Files.isRegularFile(target, AS_IT_IS) || !Files.isRegularFile(list)) {
            return false;
        }
        try {
            String name = listed(target);
            List<String> written;
            try (Stream<String> lines = Files.lines(list)) {
                written = lines.filter(line -> line.endsWith(name)).toList();
            }
            return !written.isEmpty() && written.contains(sum(target) + name);
        } catch (IOException | UncheckedIOException e) {
            throw new StorageException("cannot read " + list + " or " + target, e);
        }
    }

    /**
     * The files of a folder that this program has written so far, read once to check many files; 8 to 32 bytes each.
     *
     * @throws StorageException if the list cannot be read
     */
    public static Written in(Path folder) {
        Path list = folder.resolve(LIST);
        HashedLines lines = new HashedLines();
        if (Files.isRegularFile(list)) {
            try (Stream<String> all = Files.lines(list)) {
                all.forEach(lines::add);
            } catch (IOException | UncheckedIOException e) {
                throw new StorageException("cannot read " + list, e);
            }
        }
        return new Written(lines);
    }

    /**
     * The files of a folder that this program wrote earlier and that still exist, apart from the given names; 16 bytes
     * a name.
     *
     * @param current names of files in the folder
     * @throws StorageException if the list cannot be read
     */
    public static Earlier earlier(Path folder, Stream<String> current) {
        Path list = folder.resolve(LIST);
        HashedLines seen = new HashedLines();
        current.forEach(seen::add);
        Earlier earlier = new Earlier();
        if (Files.isRegularFile(list)) {
            try (Stream<String> lines = Files.lines(list)) {
                lines.filter(line -> line.length() > NAME_STARTS)
                        .map(line -> line.substring(NAME_STARTS))
                        .filter(seen::add)
                        .filter(name -> Files.exists(PathNames.resolve(folder, name), AS_IT_IS))
                        .forEach(earlier::add);
            } catch (IOException | UncheckedIOException e) {
                throw new StorageException("cannot read " + list, e);
            }
        }
        return earlier;
    }

    /** The number of files from an earlier time, and one of their names. */
    public static final class Earlier {
        private int count;
        private String example = "";

        private Earlier() {}

        private void add(String name) {
            example = count++ == 0 ? name : example;
        }

        /** The number of files. */
        public int count() {
            return count;
        }

        /** A name, empty if there is no such file. */
        public String example() {
            return example;
        }
    }

    /** The files of a folder that this program had written at some time. */
    public static final class Written {
        private final HashedLines lines;

        private Written(HashedLines lines) {
            this.lines = lines;
        }

        /** Whether this program wrote the file and it was not changed since. */
        public boolean isOwn(Path target) {
            try {
                return Files.isRegularFile(target, AS_IT_IS) && lines.contains(sum(target) + listed(target));
            } catch (IOException e) {
                throw new StorageException("cannot read " + target, e);
            }
        }

        /** As {@link OwnFiles#requireOwn}. */
        public void requireOwn(Path target) {
            if (Files.exists(target, AS_IT_IS) && !isOwn(target)) {
                throw notOwn(target);
            }
        }
    }

    private static String sum(Path file) throws IOException {
        MessageDigest digest = Digests.sha256();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
