package org.wsol.data.layout;

import java.nio.file.Path;
import java.util.List;
import org.wsol.core.InvalidInputException;
import org.wsol.data.image.ImageFormat;
import org.wsol.data.split.SplitBuilder;

/** The layout of one folder a class. */
final class ClassFolders {
    private ClassFolders() {}

    /** Class names: the sub-folders, by name. */
    static List<String> classNames(Path folder) {
        return Folders.subFolders(folder).stream()
                .map(path -> path.getFileName().toString())
                .toList();
    }

    /**
     * Adds the images of every class folder, by name.
     *
     * @param root what ids are relative to: {@code folder} or one above it
     * @throws InvalidInputException when a sub-folder is none of the classes
     */
    static void addImages(Path root, Path folder, List<String> classNames, SplitBuilder builder) {
        for (Path classFolder : Folders.subFolders(folder)) {
            String className = classFolder.getFileName().toString();
            int label = classNames.indexOf(className);
            if (label < 0) {
                throw new InvalidInputException("the folder " + classFolder + " is none of the " + classNames.size()
                        + " classes; remove it, or add it to every part");
            }
            for (Path file : Folders.filesBelow(classFolder)) {
                if (ImageFormat.hasImageExtension(file.getFileName().toString())) {
                    builder.add(Folders.idOf(root, file), label);
                }
            }
        }
    }
}
