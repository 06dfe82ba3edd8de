package org.wsol.data.annotation;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.wsol.core.InvalidInputException;

/** Boxes of many images, found by image id. Immutable. */
public interface BoxSource {

    /**
     * What is known about an image.
     *
     * @param imageId the id within the data set; sources that name images without folder or extension are matched too
     * @throws org.wsol.core.DataException when the annotation is malformed; the message names file and line
     */
    Optional<ImageAnnotation> find(String imageId);

    /** What the source calls the images it knows, without a claim that they exist; paths with forward slashes. */
    Set<String> names();

    /** What a source may call an image: its id or its file name, with or without the ending. */
    static List<String> namesOf(String imageId) {
        String fileName = fileName(imageId);
        return List.of(imageId, withoutExtension(imageId), fileName, withoutExtension(fileName));
    }

    /**
     * Opens a folder of Pascal VOC XML files, a COCO JSON file or a CSV file, by what the path is; or a folder with one
     * COCO or CSV file for each part.
     *
     * @throws InvalidInputException when the path is missing or of another kind
     */
    static BoxSource open(Path path) {
        if (Files.isDirectory(path)) {
            return BoxFiles.in(path).orElseGet(() -> new VocFolder(path));
        }
        if (!Files.exists(path)) {
            throw new InvalidInputException("data.boxes: " + path
                    + " does not exist; name a folder of Pascal VOC XML files, a COCO .json file or a .csv"
                    + " file, or leave data.boxes out");
        }
        String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".json")) {
            return CocoFile.read(path);
        }
        if (name.endsWith(".csv") || name.endsWith(".txt")) {
            return CsvFile.read(path);
        }
        throw new InvalidInputException(
                "data.boxes: boxes come from a folder of Pascal VOC XML files, a COCO .json file or a .csv file; got "
                        + path);
    }

    /** An id without its extension. */
    static String withoutExtension(String id) {
        int dot = id.lastIndexOf('.');
        return dot > id.lastIndexOf('/') ? id.substring(0, dot) : id;
    }

    /** An id without its folders. */
    static String fileName(String id) {
        return id.substring(id.lastIndexOf('/') + 1);
    }
}
