package org.wsol.data.layout;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.wsol.core.DataException;
import org.wsol.core.InvalidInputException;
import org.wsol.core.WsolException;
import org.wsol.core.internal.io.PathNames;

/** Lists folders, with errors that name the folder and its purpose. */
final class Folders {
    private Folders() {}

    static Path require(Path folder, String purpose) {
        if (!Files.isDirectory(folder)) {
            throw new InvalidInputException("the folder " + folder + " (" + purpose + ") "
                    + (Files.exists(folder) ? "is a file" : "does not exist"));
        }
        return folder;
    }

    /** The folder given by a key. */
    static Path require(Path folder, String key, String purpose) {
        if (!Files.isDirectory(folder)) {
            throw new InvalidInputException(
                    key + ": " + folder + (Files.exists(folder) ? " is a file" : " does not exist")
                            + (folder.isAbsolute() ? "" : " in " + Path.of("").toAbsolutePath())
                            + "; name the folder of " + purpose + ", for example " + key + "=/home/me/photos");
        }
        return folder;
    }

    static Path requireFile(Path file, String purpose) {
        if (!Files.isRegularFile(file)) {
            throw new InvalidInputException("the file " + file + " (" + purpose + ") does not exist");
        }
        return file;
    }

    /** Sub-folders by name, without hidden ones. */
    static List<Path> subFolders(Path folder) {
        return list(folder).filter(Files::isDirectory).toList();
    }

    /** The entries of a folder, by name, without hidden files. */
    static Stream<Path> list(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(path -> !PathNames.isLeftBehind(path.getFileName())).sorted().toList().stream();
        } catch (IOException e) {
            throw new DataException("the folder " + folder + " cannot be listed: " + WsolException.reason(e), e);
        }
    }

    /** All files below a folder, by path, without hidden ones; links are followed. */
    static List<Path> filesBelow(Path folder) {
        return below(folder, files -> files.sorted().toList());
    }

    /** Whether a file of a folder or its sub-folders satisfies a condition. */
    static boolean anyFileBelow(Path folder, Predicate<Path> wanted) {
        return below(folder, files -> files.anyMatch(wanted));
    }

    private static <T> T below(Path folder, Function<Stream<Path>, T> use) {
        try (Stream<Path> files = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            return use.apply(files.filter(Files::isRegularFile).filter(path -> !PathNames.isLeftBehind(folder, path)));
        } catch (IOException | UncheckedIOException e) {
            throw new DataException("the folder " + folder + " cannot be listed: " + WsolException.reason(e), e);
        }
    }

    /** A path relative to a folder, with forward slashes. */
    static String idOf(Path folder, Path file) {
        return PathNames.relative(folder, file);
    }
}
