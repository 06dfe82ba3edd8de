package org.wsol.data.annotation;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Annotations by the name a file gives to its images: a whole id, or its last part, with or without extension. */
final class NamedAnnotations {
    private final Map<String, ImageAnnotation> byName;

    NamedAnnotations(Map<String, ImageAnnotation> byName) {
        this.byName = Map.copyOf(byName);
    }

    Optional<ImageAnnotation> find(String imageId) {
        return BoxSource.namesOf(imageId).stream()
                .map(byName::get)
                .filter(Objects::nonNull)
                .findFirst();
    }

    Set<String> names() {
        return byName.keySet();
    }
}
