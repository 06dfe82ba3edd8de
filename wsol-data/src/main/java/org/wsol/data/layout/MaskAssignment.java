package org.wsol.data.layout;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.wsol.core.DataException;
import org.wsol.core.internal.lists.BadLines;
import org.wsol.data.annotation.ImageNames;
import org.wsol.data.annotation.LeftOut;

/**
 * Assigns the mask files of a folder to the images with the same names; {@code name_ignore.png} marks pixels excluded
 * from scoring.
 */
final class MaskAssignment {
    private static final String ENDING = ".png";
    private static final String IGNORE = "_ignore";

    private final ListedImages images;
    private final LeftOut leftOut;

    MaskAssignment(ListedImages images, LeftOut leftOut) {
        this.images = images;
        this.leftOut = leftOut;
    }

    /**
     * Assigns the masks of a folder.
     *
     * @throws DataException if a mask's name matches several images
     */
    void assign(Path folder) {
        BadLines bad = new BadLines();
        for (Path file : Folders.filesBelow(folder)) {
            if (file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(ENDING)) {
                bad.guard(() -> assign(folder, file));
            }
        }
        bad.throwIfAny();
    }

    private void assign(Path folder, Path file) {
        String id = Folders.idOf(folder, file);
        String name = ImageNames.withoutExtension(id);
        List<Integer> found = images.find(name);
        if (found.isEmpty() && name.endsWith(IGNORE)) {
            List<Integer> ignored = images.find(name.substring(0, name.length() - IGNORE.length()));
            requireOne(file, ignored);
            ignored.forEach(image -> images.setIgnore(image, id));
            found = ignored;
        } else {
            requireOne(file, found);
            found.forEach(image -> images.addMask(image, id));
        }
        if (found.isEmpty()) {
            leftOut.add("mask", "without an image of the same name ignored", id);
        }
    }

    private void requireOne(Path file, List<Integer> found) {
        if (found.size() > 1) {
            throw new DataException("the mask " + file + " is named like " + found.size() + " images, for example "
                    + images.imageId(found.get(0)) + " and " + images.imageId(found.get(1))
                    + "; put it into a folder named like that of its image");
        }
    }
}
