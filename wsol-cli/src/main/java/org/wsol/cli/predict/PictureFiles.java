package org.wsol.cli.predict;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.wsol.core.InvalidInputException;

/** The images a command line names. */
public final class PictureFiles {
    private static final Set<String> ENDINGS = Set.of("jpg", "jpeg", "png", "bmp", "webp");

    private PictureFiles() {}

    /**
     * Files as they are, and the images of folders (their sub-folders too, links followed) in the order of their names.
     *
     * @throws InvalidInputException when a path does not exist or a folder holds no image
     */
    public static List<Path> in(List<Path> paths) {
        List<Path> pictures = new ArrayList<>();
        for (Path path : paths) {
            if (Files.isDirectory(path)) {
                pictures.addAll(within(path));
            } else if (Files.isRegularFile(path)) {
                pictures.add(path);
            } else {
                throw new InvalidInputException("there is no image or folder " + path);
            }
        }
        return pictures;
    }

    private static List<Path> within(Path folder) {
        try (Stream<Path> files = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            List<Path> found = files.filter(Files::isRegularFile)
                    .filter(PictureFiles::isPicture)
                    .sorted()
                    .toList();
            if (found.isEmpty()) {
                throw new InvalidInputException("folder " + folder + " holds no image ("
                        + String.join(", ", ENDINGS.stream().sorted().toList()) + ")");
            }
            return found;
        } catch (IOException | UncheckedIOException e) {
            throw new InvalidInputException("folder " + folder + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static boolean isPicture(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1));
    }
}
