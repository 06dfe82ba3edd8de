package org.wsol.data.annotation;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.wsol.core.Box;
import org.wsol.core.ImageSize;

/**
 * The annotation of one image.
 *
 * @param file the file it is from
 * @param name the image's name in it
 * @param size the stated size, if any
 * @param objects the objects, perhaps none
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

    /** The class of each object, as many as boxes; empty texts where the file names none. */
    public List<String> classNames() {
        return objects.stream().map(AnnotatedObject::className).toList();
    }

    /**
     * One object of an annotation file.
     *
     * @param box where it is, in pixels of the size the file states
     * @param className its class in the file; empty where the file names none
     * @param guessed whether a program predicted the class: the file gives a score with it
     */
    public record AnnotatedObject(Box box, String className, boolean guessed) {}
}
