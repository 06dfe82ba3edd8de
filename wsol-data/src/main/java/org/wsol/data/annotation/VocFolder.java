package org.wsol.data.annotation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.wsol.core.DataException;
import org.wsol.core.data.SplitName;

/** Pascal VOC XML files, one an image, beside each other or in the folders of the images, perhaps below a part's folder. */
final class VocFolder implements BoxSource {
    private static final String ENDING = ".xml";

    private final List<Path> folders;

    VocFolder(Path folder) {
        this.folders = Stream.concat(
                        Stream.of(folder), Stream.of(SplitName.values()).map(part -> folder.resolve(part.id())))
                .filter(Files::isDirectory)
                .toList();
    }

    @Override
    public Optional<ImageAnnotation> find(String imageId) {
        String name = BoxSource.withoutExtension(imageId) + ENDING;
        return folders.stream()
                .flatMap(folder -> Stream.of(name, BoxSource.fileName(name)).map(folder::resolve))
                .filter(Files::isRegularFile)
                .findFirst()
                .map(VocXml::read);
    }

    /** By the files below the folder, those of a part's folder without the part. */
    @Override
    public Set<String> names() {
        Set<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.walk(folders.get(0), FileVisitOption.FOLLOW_LINKS)) {
            files.filter(file -> file.getFileName().toString().endsWith(ENDING))
                    .forEach(file -> names.add(nameOf(file)));
        } catch (IOException | UncheckedIOException e) {
            throw new DataException("the folder " + folders.get(0) + " cannot be listed: " + e.getMessage(), e);
        }
        return names;
    }

    private String nameOf(Path file) {
        Path base = folders.get(folders.size() - 1);
        for (Path folder : folders) {
            base = file.startsWith(folder) ? folder : base;
        }
        return BoxSource.withoutExtension(base.relativize(file).toString().replace('\\', '/'));
    }
}
