package org.wsol.data.annotation;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Pascal VOC XML files, one an image, beside each other or in the folders of the images. */
final class VocFolder implements BoxSource {
    private final Path folder;

    VocFolder(Path folder) {
        this.folder = folder;
    }

    @Override
    public Optional<ImageAnnotation> find(String imageId) {
        String name = BoxSource.withoutExtension(imageId) + ".xml";
        return List.of(name, BoxSource.fileName(name)).stream()
                .map(folder::resolve)
                .filter(Files::isRegularFile)
                .findFirst()
                .map(VocXml::read);
    }
}
