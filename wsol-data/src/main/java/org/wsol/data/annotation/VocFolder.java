package org.wsol.data.annotation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.wsol.core.DataException;
import org.wsol.core.WsolException;
import org.wsol.core.internal.io.PathNames;
import org.wsol.core.internal.lists.BadLines;

/** Pascal VOC XML files, one per image, in one folder or in the folders of the images. */
final class VocFolder {
    private static final String ENDING = ".xml";

    private VocFolder() {}

    static void read(Path folder, Predicate<String> wanted, Consumer<ImageAnnotation> consumer) {
        BadLines bad = new BadLines();
        for (Path file : files(folder)) {
            String name = ImageNames.withoutExtension(PathNames.relative(folder, file));
            if (wanted.test(name)) {
                bad.guard(() -> consumer.accept(named(VocXml.read(file), name)));
            } else {
                consumer.accept(new ImageAnnotation(file, name, Optional.empty(), List.of()));
            }
        }
        bad.throwIfAny();
    }

    /**
     * The file's own name determines the image; the image's extension is taken from the name in the file if both denote
     * the same image.
     */
    private static ImageAnnotation named(ImageAnnotation read, String name) {
        String inside = ImageNames.fileName(ImageNames.normal(read.name()));
        boolean same = ImageNames.withoutExtension(inside).equals(ImageNames.fileName(ImageNames.normal(name)));
        String ending =
                same ? inside.substring(ImageNames.withoutExtension(inside).length()) : "";
        return new ImageAnnotation(read.file(), name + ending, read.size(), read.objects());
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            return files.filter(file -> BoxSource.endsWith(file, ENDING))
                    .filter(file -> !isHidden(folder.relativize(file)))
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            throw new DataException("the folder " + folder + " cannot be listed: " + WsolException.reason(e), e);
        }
    }

    private static boolean isHidden(Path relative) {
        return StreamSupport.stream(relative.spliterator(), false)
                .anyMatch(part ->
                        part.toString().startsWith(".") || part.toString().equals("__MACOSX"));
    }
}
