package org.wsol.data.layout;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wsol.core.InvalidInputException;
import org.wsol.core.internal.io.PathNames;
import org.wsol.data.annotation.LeftOut;
import org.wsol.data.image.ImageFormat;
import org.wsol.data.split.SplitBuilder;

/** The layout of one folder per class. */
final class ClassFolders {
    private static final int SHOWN = 5;
    private static final Logger LOG = LoggerFactory.getLogger(ClassFolders.class);

    private ClassFolders() {}

    /** Class names: the sub-folders, by name. */
    static List<String> classNames(Path folder) {
        return Folders.subFolders(folder).stream()
                .map(path -> PathNames.relative(folder, path))
                .toList();
    }

    /** Whether a folder directly contains images. */
    static boolean holdsImages(Path folder) {
        return Folders.list(folder)
                .anyMatch(
                        file -> ImageFormat.hasImageExtension(file.getFileName().toString()));
    }

    /** Whether a folder or one of its sub-folders contains images. */
    static boolean holdsImagesBelow(Path folder) {
        return Folders.anyFileBelow(
                folder, file -> ImageFormat.hasImageExtension(file.getFileName().toString()));
    }

    /**
     * Warns if class folders contain only folders, with the same names in several of them: these may be the classes.
     */
    static void warnIfTooHigh(Path folder) {
        List<Path> classFolders = Folders.subFolders(folder);
        Map<String, Long> inside = classFolders.stream()
                .filter(classFolder -> !holdsImages(classFolder))
                .flatMap(classFolder -> classNames(classFolder).stream())
                .collect(Collectors.groupingBy(name -> name, TreeMap::new, Collectors.counting()));
        inside.entrySet().stream()
                .filter(name -> name.getValue() > 1)
                .findFirst()
                .ifPresent(repeated -> LOG.warn(
                        "the classes of {} are {}, whose images are in folders of the same names, for example '{}'; if these"
                                + " are the classes, put all images of a class into one folder",
                        folder,
                        classNames(folder).stream().limit(SHOWN).collect(Collectors.joining(", ")),
                        repeated.getKey()));
    }

    /**
     * Adds the images of every class folder, by name.
     *
     * @param root the folder to which ids are relative: {@code folder} or a parent of it
     * @param leftOut records images in unsupported formats
     * @throws InvalidInputException if a sub-folder is not one of the classes
     */
    static void addImages(Path root, Path folder, List<String> classNames, SplitBuilder builder, LeftOut leftOut) {
        for (Path classFolder : Folders.subFolders(folder)) {
            String className = PathNames.relative(folder, classFolder);
            int label = classNames.indexOf(className);
            if (label < 0) {
                throw new InvalidInputException("the folder " + classFolder + " is none of the " + classNames.size()
                        + " classes; remove it, or add it to every split");
            }
            for (Path file : Folders.filesBelow(classFolder)) {
                String name = file.getFileName().toString();
                if (ImageFormat.hasImageExtension(name)) {
                    builder.add(Folders.idOf(root, file), label);
                } else if (ImageFormat.hasForeignExtension(name)) {
                    leftOut.add("image", ImageFormat.UNSUPPORTED, Folders.idOf(root, file));
                }
            }
        }
    }
}
