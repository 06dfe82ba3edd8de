package org.wsol.data.layout;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.wsol.core.Box;
import org.wsol.core.DataException;
import org.wsol.core.ImageSize;
import org.wsol.core.internal.lists.BadLines;
import org.wsol.data.annotation.BoxSource;
import org.wsol.data.annotation.ImageAnnotation;
import org.wsol.data.annotation.ImageAnnotation.AnnotatedObject;
import org.wsol.data.annotation.LeftOut;

/**
 * Assigns the boxes of annotation files to their images. If a file contains classes of the data set, objects of a class
 * other than the image's are skipped. A name that matches several images is an error, unless the objects' class
 * resolves it and is not a prediction.
 */
final class BoxAssignment {
    private final ListedImages images;
    private final LeftOut leftOut;
    private final Set<String> classes = new HashSet<>();
    private final Map<Integer, Set<Box>> boxes = new LinkedHashMap<>();
    private final Map<Integer, ImageSize> sizes = new HashMap<>();
    private boolean namesClasses;

    BoxAssignment(ListedImages images, List<String> classNames, LeftOut leftOut) {
        this.images = images;
        this.leftOut = leftOut;
        classNames.forEach(name -> classes.add(key(name)));
    }

    /**
     * Reads boxes and assigns them to their images.
     *
     * @throws DataException if annotations are malformed, contradict each other, are ambiguous about their image, or
     *     none of their images is in the data set
     */
    void assign(Path source) {
        List<ImageAnnotation> all = new ArrayList<>();
        BoxSource.read(source, name -> !images.find(name).isEmpty(), leftOut, all::add);
        namesClasses = all.stream()
                .flatMap(annotation -> annotation.classNames().stream())
                .anyMatch(name -> classes.contains(key(name)));
        BadLines bad = new BadLines();
        Set<String> unknown = new LinkedHashSet<>();
        for (ImageAnnotation annotation : all) {
            if (images.find(annotation.name()).isEmpty()) {
                unknown.add(annotation.name());
            } else {
                bad.guard(() -> assign(annotation));
            }
        }
        bad.throwIfAny();
        UnknownImages.check(
                source, all.stream().map(ImageAnnotation::name).distinct().count(), unknown, images, leftOut);
        sizes.forEach(images::setSize);
        boxes.forEach((image, found) -> found.forEach(box -> images.addBox(image, box)));
    }

    private void assign(ImageAnnotation annotation) {
        int image = imageOf(annotation);
        annotation.size().ifPresent(size -> {
            ImageSize known = sizes.putIfAbsent(image, size);
            if (known != null && !known.equals(size)) {
                throw new DataException(annotation.file() + ": states " + size + " as the size of '"
                        + images.imageId(image) + "', and " + known + " elsewhere");
            }
        });
        for (AnnotatedObject object : annotation.objects()) {
            if (isOfClass(object, image)) {
                if (object.guessed()) {
                    leftOut.add(
                            "box",
                            "with a score: localization numbers only measure the agreement with predictions; correct"
                                    + " the boxes and remove the scores",
                            images.imageId(image));
                }
                boxes.computeIfAbsent(image, key -> new LinkedHashSet<>()).add(object.box());
            } else {
                leftOut.add(
                        "box",
                        "of another class than the image ignored",
                        images.imageId(image) + " with a box of '" + object.className() + "'");
            }
        }
    }

    private int imageOf(ImageAnnotation annotation) {
        List<Integer> found = images.find(annotation.name());
        if (found.size() == 1) {
            return found.get(0);
        }
        List<Integer> ofClass = found.stream()
                .filter(image -> !annotation.objects().isEmpty()
                        && annotation.objects().stream()
                                .allMatch(
                                        o -> !o.guessed() && key(o.className()).equals(classOf(image))))
                .toList();
        if (ofClass.size() == 1) {
            return ofClass.get(0);
        }
        throw new DataException(annotation.file() + ": '" + annotation.name() + "' is the name of " + found.size()
                + " images, for example " + images.imageId(found.get(0)) + " and " + images.imageId(found.get(1))
                + "; write the folder in front of the name");
    }

    private boolean isOfClass(AnnotatedObject object, int image) {
        return !namesClasses
                || object.className().isEmpty()
                || key(object.className()).equals(classOf(image));
    }

    private String classOf(int image) {
        return key(images.className(image));
    }

    /**
     * The normalised form of a class name for comparison: {@code 001.Black_footed_Albatross} is the same as {@code
     * black footed albatross}.
     */
    private static String key(String className) {
        return className
                .strip()
                .toLowerCase(Locale.ROOT)
                .replaceFirst("^\\d+\\.(?=\\D)", "")
                .replaceAll("[\\s_-]+", " ");
    }
}
