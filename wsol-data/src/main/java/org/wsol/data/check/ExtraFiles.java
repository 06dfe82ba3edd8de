package org.wsol.data.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.wsol.core.DataException;
import org.wsol.core.data.DataSplit;
import org.wsol.data.image.ImageFormat;

/** Finds images that lie beside listed ones but are in no list. */
final class ExtraFiles {
    private ExtraFiles() {}

    /** The paths of unlisted images in every folder that holds a listed image, and beside class folders. */
    static List<String> find(List<DataSplit> parts) {
        Set<Path> listed = DatasetChecker.listed(parts);
        Set<Path> folders = new TreeSet<>();
        listed.forEach(file -> folders.add(file.getParent()));
        parts.forEach(part -> folders.addAll(aboveClasses(part)));
        List<String> extra = new ArrayList<>();
        for (Path folder : folders) {
            if (Files.isDirectory(folder)) {
                imagesIn(folder).stream()
                        .filter(file -> !listed.contains(file))
                        .forEach(file -> extra.add(file.toString()));
            }
        }
        return extra;
    }

    /** The folders that hold the class folders of images which lie in some; pictures beside them have no class. */
    private static Set<Path> aboveClasses(DataSplit part) {
        Set<Path> folders = new TreeSet<>();
        for (int i = 0; i < part.size(); i++) {
            if (part.imageId(i).contains("/")) {
                folders.add(part.imagePath(i)
                        .toAbsolutePath()
                        .normalize()
                        .getParent()
                        .getParent());
            }
        }
        return folders;
    }

    private static List<Path> imagesIn(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file ->
                            ImageFormat.hasImageExtension(file.getFileName().toString()))
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            throw new DataException("the folder " + folder + " cannot be listed: " + e.getMessage(), e);
        }
    }
}
