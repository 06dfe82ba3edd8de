package org.wsol.data.annotation;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Annotations by the name a file gives to its images: a whole id, or its last part, with or without extension. */
final class NamedAnnotations {
    private final Map<String, ImageAnnotation> byName;

    NamedAnnotations(Map<String, ImageAnnotation> byName) {
        this.byName = Map.copyOf(byName);
    }

    Optional<ImageAnnotation> find(String imageId) {
        String fileName = BoxSource.fileName(imageId);
        Stream<String> names =
                List.of(imageId, BoxSource.withoutExtension(imageId), fileName, BoxSource.withoutExtension(fileName))
                        .stream();
        return names.map(byName::get).filter(Objects::nonNull).findFirst();
    }
}
