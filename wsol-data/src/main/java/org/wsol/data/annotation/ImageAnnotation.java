package org.wsol.data.annotation;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.wsol.core.Box;
import org.wsol.core.ImageSize;

/**
 * The annotation of one image.
 *
 * @param file the source file
 * @param name the image's name in the file
 * @param size the stated size, if any
 * @param objects the objects; may be empty
 */
public record ImageAnnotation(Path file, String name, Optional<ImageSize> size, List<AnnotatedObject> objects) {

    /** Copies the list. */
    public ImageAnnotation {
        objects = List.copyOf(objects);
    }

    /** The boxes of all objects. */
    public List<Box> boxes() {
        return objects.stream().map(AnnotatedObject::box).toList();
    }

    /** The class of each object, as many as boxes; empty texts if the file has none. */
    public List<String> classNames() {
        return objects.stream().map(AnnotatedObject::className).toList();
    }

    /**
     * One object of an annotation file.
     *
     * @param box its box, in pixels of the size stated in the file
     * @param className its class in the file; empty if the file has none
     * @param guessed whether the class is a prediction: the file has a score for it
     */
    public record AnnotatedObject(Box box, String className, boolean guessed) {}
}
