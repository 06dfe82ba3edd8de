package org.wsol.cli.predict;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.wsol.core.InvalidInputException;
import org.wsol.core.WsolException;
import org.wsol.core.internal.Counted;
import org.wsol.core.internal.io.PackedPaths;
import org.wsol.core.internal.io.PathNames;
import org.wsol.data.image.ImageFormat;

/** The images given on a command line. */
public final class PictureFiles {
    private PictureFiles() {}

    /**
     * The given files, and the images of folders and their sub-folders in the order of their names. Links are followed,
     * hidden files are skipped. A file or folder that is named twice, or is in another named folder, is used once.
     *
     * @param told receives messages about files with unsupported formats in folders, and paths that are left out
     * @throws InvalidInputException if a path does not exist or a folder contains no image
     */
    public static List<Path> in(List<Path> paths, PrintWriter told) {
        List<Path> pictures = new PackedPaths();
        Foreign foreign = new Foreign();
        for (Path path : withoutRepetition(paths, told)) {
            if (Files.isDirectory(path)) {
                addAll(path, pictures, foreign);
            } else if (Files.isRegularFile(path)) {
                pictures.add(path);
            } else {
                boolean isPattern = path.toString().matches(".*[*?\\[].*");
                throw new InvalidInputException(
                        isPattern ? "no file matches the pattern " + path : "there is no image or folder " + path);
            }
        }
        foreign.first().ifPresent(first -> {
            told.println("skipped: " + foreign.count + (foreign.count == 1 ? " image has" : " images have")
                    + " an unsupported format, for example " + first
                    + "; save them as JPEG or PNG");
            told.flush();
        });
        return pictures;
    }

    /** Otherwise the image would have all its boxes twice in the results. */
    private static List<Path> withoutRepetition(List<Path> paths, PrintWriter told) {
        Map<Path, Path> distinct = new LinkedHashMap<>();
        paths.forEach(path -> distinct.putIfAbsent(normal(path), path));
        Set<Path> folders =
                distinct.keySet().stream().filter(Files::isDirectory).collect(Collectors.toSet());
        distinct.keySet().removeIf(path -> isWithin(path, folders));
        int repeated = paths.size() - distinct.size();
        if (repeated > 0) {
            told.println("note: " + Counted.of(repeated, "argument") + (repeated == 1 ? " repeats" : " repeat")
                    + " a file or folder of another one; each image is processed once");
            told.flush();
        }
        return List.copyOf(distinct.values());
    }

    private static Path normal(Path path) {
        return path.toAbsolutePath().normalize();
    }

    private static boolean isWithin(Path path, Set<Path> folders) {
        for (Path parent = path.getParent(); parent != null; parent = parent.getParent()) {
            if (folders.contains(parent)) {
                return true;
            }
        }
        return false;
    }

    private static void addAll(Path folder, List<Path> pictures, Foreign foreign) {
        PackedPaths found = new PackedPaths();
        Foreign here = new Foreign();
        try (Stream<Path> files = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            files.filter(Files::isRegularFile)
                    .filter(file -> !PathNames.isLeftBehind(folder, file))
                    .forEach(file -> {
                        String name = file.getFileName().toString();
                        if (ImageFormat.hasImageExtension(name)) {
                            found.add(file);
                        }
                        if (ImageFormat.hasForeignExtension(name)) {
                            here.add(file);
                        }
                    });
        } catch (IOException | UncheckedIOException e) {
            throw new InvalidInputException("folder " + folder + " cannot be read: " + WsolException.reason(e), e);
        }
        if (found.isEmpty()) {
            throw new InvalidInputException("folder " + folder + " contains no image (jpg, png, bmp, webp)"
                    + here.first()
                            .map(first -> "; " + first + " is of a format that is not read")
                            .orElse(""));
        }
        pictures.addAll(found.inOrder());
        foreign.addAll(here);
    }

    /** The number of files with unsupported formats, and the first one by folder and name. */
    private static final class Foreign {
        private int count;
        private @Nullable Path first;

        void add(Path file) {
            count++;
            first = first == null || file.compareTo(first) < 0 ? file : first;
        }

        void addAll(Foreign later) {
            count += later.count;
            first = first == null ? later.first : first;
        }

        Optional<Path> first() {
            return Optional.ofNullable(first);
        }
    }
}
