package org.wsol.data.layout;

import java.nio.file.Path;
import java.util.Set;
import org.wsol.core.DataException;
import org.wsol.data.annotation.ImageNames;
import org.wsol.data.annotation.LeftOut;

/** Boxes whose images are not in the folder, mostly because their names are spelled differently. */
final class UnknownImages {
    private UnknownImages() {}

    /**
     * Reports boxes whose images do not exist.
     *
     * @param boxes the source of the boxes, for messages
     * @param named the number of images named
     * @throws DataException if they name no image, or no existing one
     */
    static void check(Path boxes, long named, Set<String> unknown, ListedImages images, LeftOut leftOut) {
        if (named == 0) {
            throw new DataException("data.boxes: " + boxes + " names no image; " + expected(images));
        }
        if (unknown.size() == named) {
            throw new DataException("data.boxes: none of the " + named + " images that " + boxes
                    + " names is in the data set, for example '"
                    + unknown.iterator().next() + "'; " + expected(images));
        }
        for (String name : unknown) {
            leftOut.add(
                    "image",
                    "named by " + boxes + " (which names " + named
                            + ") ignored, because the data set has none of that name; " + expected(images),
                    "'" + name + "'");
        }
    }

    private static String expected(ListedImages images) {
        String id = images.size() > 0 ? images.imageId(0) : "class/name.jpg";
        return "an image is named as in the folder ('" + id + "') or by its file name alone ('"
                + ImageNames.fileName(id) + "')";
    }
}
