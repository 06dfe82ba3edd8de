package org.wsol.data.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.wsol.core.DataException;
import org.wsol.core.WsolException;
import org.wsol.core.data.DataSplit;
import org.wsol.core.internal.Required;
import org.wsol.core.internal.io.PathNames;
import org.wsol.data.image.ImageFormat;

/** Finds images next to listed ones that are in no list. */
final class ExtraFiles {
    private ExtraFiles() {}

    /**
     * Reports unlisted images in every folder with a listed image and next to class folders, and images in unsupported
     * formats there and anywhere below a class folder.
     */
    static void find(List<DataSplit> parts, List<String> classNames, Findings findings) {
        ListedFiles listed = new ListedFiles(parts);
        Set<Path> folders = listed.folders();
        parts.forEach(part -> folders.addAll(aboveClasses(part)));
        for (Path folder : folders) {
            if (Files.isDirectory(folder)) {
                find(folder, listed, findings);
            }
        }
        parts.stream()
                .flatMap(part -> aboveClasses(part).stream())
                .distinct()
                .flatMap(above -> entries(above).stream())
                .filter(folder -> Files.isDirectory(folder) && isClass(folder, folders, classNames))
                .forEach(folder -> findForeign(folder, folders, findings));
    }

    /** Whether a folder contains listed images, at any depth, or is called like a class. */
    private static boolean isClass(Path folder, Set<Path> withImages, List<String> classNames) {
        return withImages.stream().anyMatch(listed -> listed.startsWith(folder))
                || classNames.contains(folder.getFileName().toString());
    }

    /** Images of unsupported formats below a class folder, apart from folders that were searched already. */
    private static void findForeign(Path classFolder, Set<Path> searched, Findings findings) {
        try (Stream<Path> files = Files.walk(classFolder, FileVisitOption.FOLLOW_LINKS)) {
            files.filter(file ->
                            ImageFormat.hasForeignExtension(file.getFileName().toString()))
                    .filter(file -> !PathNames.isLeftBehind(classFolder, file))
                    .filter(file -> !searched.contains(Required.folderOf(file)) && Files.isRegularFile(file))
                    .forEach(file -> findings.add(FindingKind.FOREIGN_FORMAT, file.toString()));
        } catch (IOException | UncheckedIOException e) {
            throw new DataException("the folder " + classFolder + " cannot be listed: " + WsolException.reason(e), e);
        }
    }

    /** The parent folders of class folders; images directly in them have no class. */
    private static Set<Path> aboveClasses(DataSplit part) {
        Set<Path> folders = new TreeSet<>();
        for (int i = 0; i < part.size(); i++) {
            if (part.imageId(i).contains("/")) {
                folders.add(Required.folderOf(
                        Required.folderOf(part.imagePath(i).toAbsolutePath().normalize())));
            }
        }
        return folders;
    }

    private static boolean isRead(Path file) {
        return ImageFormat.hasImageExtension(file.getFileName().toString());
    }

    private static void find(Path folder, ListedFiles listed, Findings findings) {
        entries(folder).stream()
                .filter(file -> isRead(file)
                        || ImageFormat.hasForeignExtension(file.getFileName().toString()))
                .filter(file -> !listed.contains(file))
                .forEach(file -> findings.add(
                        isRead(file) ? FindingKind.EXTRA_FILE : FindingKind.FOREIGN_FORMAT, file.toString()));
    }

    /** The files and folders in a folder, without hidden ones. */
    private static List<Path> entries(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> !file.getFileName().toString().startsWith("."))
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            throw new DataException("the folder " + folder + " cannot be listed: " + WsolException.reason(e), e);
        }
    }
}
