package org.wsol.data.annotation;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.wsol.core.data.SplitName;

/** Pascal VOC XML files, one an image, beside each other or in the folders of the images, perhaps below a part's folder. */
final class VocFolder implements BoxSource {
    private final List<Path> folders;

    VocFolder(Path folder) {
        this.folders = Stream.concat(
                        Stream.of(folder), Stream.of(SplitName.values()).map(part -> folder.resolve(part.id())))
                .filter(Files::isDirectory)
                .toList();
    }

    @Override
    public Optional<ImageAnnotation> find(String imageId) {
        String name = BoxSource.withoutExtension(imageId) + ".xml";
        return folders.stream()
                .flatMap(folder -> Stream.of(name, BoxSource.fileName(name)).map(folder::resolve))
                .filter(Files::isRegularFile)
                .findFirst()
                .map(VocXml::read);
    }
}
