package org.wsol.core.internal.io;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Draft folders and their cleanup. A draft's name contains the id of the process that creates it. A draft whose process
 * has ended and that was not changed for ten minutes is removed when the next draft is created.
 */
public final class Leftovers {
    private static final Duration OLD = Duration.ofMinutes(10);
    private static final Pattern TEMPORARY_FILE = Pattern.compile("\\..+\\.[0-9a-f-]{36}\\" + AtomicFiles.TEMPORARY);

    private Leftovers() {}

    /**
     * Creates a folder for a draft and removes abandoned drafts of the same kind.
     *
     * @param parent the parent folder; created if missing
     * @param kind the beginning of its name
     */
    public static Path newFolder(Path parent, String kind) throws IOException {
        Files.createDirectories(parent);
        Pattern name = Pattern.compile(Pattern.quote(kind) + "-?(\\d+).*");
        remove(
                parent,
                kind + "*",
                path -> isOfDeadProcess(name.matcher(path.getFileName().toString())));
        String end = UUID.randomUUID().toString().substring(0, 8);
        return Files.createDirectory(
                parent.resolve(kind + "-" + ProcessHandle.current().pid() + "-" + end));
    }

    /** Removes half-written files of {@link AtomicFiles} from a folder. */
    public static void removeTemporaryFiles(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            remove(folder, ".*" + AtomicFiles.TEMPORARY, path -> TEMPORARY_FILE
                    .matcher(path.getFileName().toString())
                    .matches());
        }
    }

    /** Deletes a folder and its contents, if it exists. */
    public static void deleteTree(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    private static boolean isOfDeadProcess(Matcher name) {
        if (!name.matches()) {
            return false;
        }
        String pid = name.group(1);
        return pid.length() > 10 || ProcessHandle.of(Long.parseLong(pid)).isEmpty();
    }

    private static void remove(Path folder, String glob, Predicate<Path> abandoned) throws IOException {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, glob)) {
            for (Path path : found) {
                if (abandoned.test(path) && isOld(path)) {
                    deleteTree(path);
                }
            }
        } catch (AccessDeniedException e) {
            // drafts of other users are not touched
            return;
        }
    }

    private static boolean isOld(Path path) throws IOException {
        Instant limit = Instant.now().minus(OLD);
        try (Stream<Path> all = Files.walk(path)) {
            for (Path each : all.toList()) {
                if (Files.getLastModifiedTime(each).toInstant().isAfter(limit)) {
                    return false;
                }
            }
            return true;
        } catch (NoSuchFileException e) {
            return false; // another process removes it or renames it to its final name
        }
    }
}
