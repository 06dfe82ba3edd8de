package org.wsol.cli.predict;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.wsol.core.InvalidInputException;
import org.wsol.core.WsolException;
import org.wsol.core.internal.io.PathNames;
import org.wsol.data.image.ImageFormat;

/** The images given on a command line. */
public final class PictureFiles {
    private PictureFiles() {}

    /**
     * The given files, and the images of folders and their sub-folders in the order of their names. Links are followed,
     * hidden files are skipped.
     *
     * @param told receives messages about files with unsupported formats in folders
     * @throws InvalidInputException if a path does not exist or a folder contains no image
     */
    public static List<Path> in(List<Path> paths, PrintWriter told) {
        List<Path> pictures = new ArrayList<>();
        List<Path> foreign = new ArrayList<>();
        for (Path path : paths) {
            if (Files.isDirectory(path)) {
                addAll(path, pictures, foreign);
            } else if (Files.isRegularFile(path)) {
                pictures.add(path);
            } else {
                throw new InvalidInputException("there is no image or folder " + path);
            }
        }
        if (!foreign.isEmpty()) {
            told.println("skipped: " + foreign.size() + (foreign.size() == 1 ? " image has" : " images have")
                    + " an unsupported format, for example " + foreign.get(0)
                    + "; save them as JPEG or PNG");
            told.flush();
        }
        return pictures;
    }

    private static void addAll(Path folder, List<Path> pictures, List<Path> foreign) {
        try (Stream<Path> files = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            List<Path> all = files.filter(Files::isRegularFile)
                    .filter(file -> !PathNames.isLeftBehind(folder, file))
                    .sorted()
                    .toList();
            List<Path> found = all.stream()
                    .filter(file ->
                            ImageFormat.hasImageExtension(file.getFileName().toString()))
                    .toList();
            all.stream()
                    .filter(file ->
                            ImageFormat.hasForeignExtension(file.getFileName().toString()))
                    .forEach(foreign::add);
            if (found.isEmpty()) {
                throw new InvalidInputException("folder " + folder + " holds no image (jpg, png, bmp, webp)"
                        + (foreign.isEmpty() ? "" : "; " + foreign.get(0) + " is of a format that is not read"));
            }
            pictures.addAll(found);
        } catch (IOException | UncheckedIOException e) {
            throw new InvalidInputException("folder " + folder + " cannot be read: " + WsolException.reason(e), e);
        }
    }
}
