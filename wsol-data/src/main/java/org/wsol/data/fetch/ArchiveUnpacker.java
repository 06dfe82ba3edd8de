package org.wsol.data.fetch;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.wsol.core.DataException;
import org.wsol.core.StorageException;
import org.wsol.core.progress.Progress;

/**
 * Unpacks zip and tar archives of files and folders. An entry that would lie outside of the folder, a link, a device,
 * or more content than allowed is an error.
 */
final class ArchiveUnpacker {
    private static final int CHUNK = 1 << 16;
    private static final int COUNTED = 100;

    private final Path archive;
    private final Path folder;
    private final Limits limits;
    private final Progress.Task task;
    private long bytes;
    private long entries;

    /**
     * The largest content of an archive.
     *
     * @param bytes of all files together
     * @param entries files and folders
     */
    record Limits(long bytes, long entries) {}

    private ArchiveUnpacker(Path archive, Path folder, Limits limits, Progress.Task task) {
        this.archive = archive;
        this.folder = folder.toAbsolutePath().normalize();
        this.limits = limits;
        this.task = task;
    }

    /**
     * Unpacks an archive; files unpacked before an error remain in the folder.
     *
     * @param folder an existing folder; its files are not replaced
     * @throws DataException if the archive is damaged or contains forbidden entries
     * @throws StorageException if the folder cannot be written
     */
    static void unpack(Path archive, Path folder, Limits limits, Progress progress) {
        String name = archive.getFileName().toString().toLowerCase(Locale.ROOT);
        try (Progress.Task task = progress.start("unpacking " + archive.getFileName(), 0);
                InputStream file = new BufferedInputStream(Files.newInputStream(archive))) {
            ArchiveUnpacker unpacker = new ArchiveUnpacker(archive, folder, limits, task);
            if (name.endsWith(".zip")) {
                unpacker.zip(file);
            } else if (name.endsWith(".tgz") || name.endsWith(".tar.gz")) {
                unpacker.tar(GzipCompressorInputStream.builder()
                        .setInputStream(file)
                        .setDecompressConcatenated(true)
                        .get());
            } else {
                unpacker.tar(file);
            }
            if (unpacker.entries == 0) {
                throw new DataException("archive " + archive + " is empty, or no archive");
            }
        } catch (WriteException e) {
            throw new StorageException("cannot unpack " + archive + " to " + folder, e.reason);
        } catch (IOException | IllegalArgumentException e) {
            throw new DataException("archive " + archive + " is damaged: " + e.getMessage(), e);
        }
    }

    private void zip(InputStream in) throws IOException {
        ZipInputStream zip = new ZipInputStream(in);
        for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            add(entry.getName(), entry.isDirectory(), zip);
        }
    }

    private void tar(InputStream in) throws IOException {
        TarArchiveInputStream tar = new TarArchiveInputStream(in);
        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            if (isSpecial(entry)) {
                throw refused("'" + entry.getName() + "' is neither a file nor a folder");
            }
            add(entry.getName(), entry.isDirectory(), tar);
        }
    }

    private static boolean isSpecial(TarArchiveEntry entry) {
        return entry.isLink()
                || entry.isSymbolicLink()
                || entry.isFIFO()
                || entry.isCharacterDevice()
                || entry.isBlockDevice();
    }

    private void add(String name, boolean isFolder, InputStream content) throws IOException {
        entries++;
        if (entries > limits.entries()) {
            throw refused("it has more than " + limits.entries() + " entries");
        }
        if (entries % COUNTED == 0) {
            task.step(COUNTED, "files");
        }
        Path target = target(name);
        if (isFolder) {
            makeFolder(target);
            return;
        }
        Path parent = target.getParent();
        if (parent == null || target.equals(folder)) {
            throw refused("'" + name + "' names no file");
        }
        makeFolder(parent);
        write(name, target, content);
    }

    private Path target(String name) {
        Path target;
        try {
            target = folder.resolve(name.replaceAll("/+$", "")).normalize();
        } catch (InvalidPathException e) {
            throw refused("an entry has the impossible name '" + name + "'");
        }
        if (!target.startsWith(folder) || name.startsWith("/") || name.contains("\\") || name.matches("[A-Za-z]:.*")) {
            throw refused("'" + name + "' would be outside the folder");
        }
        return target;
    }

    private void write(String name, Path target, InputStream content) throws IOException {
        byte[] chunk = new byte[CHUNK];
        try (OutputStream out = create(name, target)) {
            for (int count = content.read(chunk); count >= 0; count = content.read(chunk)) {
                bytes += count;
                if (bytes > limits.bytes()) {
                    throw refused("it unpacks to more than " + limits.bytes() + " bytes");
                }
                try {
                    out.write(chunk, 0, count);
                } catch (IOException e) {
                    throw new WriteException(e);
                }
            }
        }
    }

    private OutputStream create(String name, Path target) throws IOException {
        try {
            return Files.newOutputStream(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException e) {
            throw refused("'" + name + "' is in it twice");
        } catch (IOException e) {
            throw new WriteException(e);
        }
    }

    private static void makeFolder(Path path) throws WriteException {
        try {
            Files.createDirectories(path);
        } catch (IOException e) {
            throw new WriteException(e);
        }
    }

    private DataException refused(String problem) {
        return new DataException("archive " + archive + " is not unpacked: " + problem);
    }

    /** Thrown when writing to disk failed, as opposed to reading the archive. */
    private static final class WriteException extends ZipException {
        private static final long serialVersionUID = 1;

        private final IOException reason;

        WriteException(IOException reason) {
            super(String.valueOf(reason.getMessage()));
            initCause(reason);
            this.reason = reason;
        }
    }
}
