package org.wsol.data.layout;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wsol.core.DataException;
import org.wsol.core.data.DataSplit;
import org.wsol.data.annotation.BoxSource;

/** Boxes whose images are not in the folder: mostly names written another way than the folder has them. */
final class UnknownImages {
    private static final Logger LOG = LoggerFactory.getLogger(UnknownImages.class);

    private UnknownImages() {}

    /**
     * Compares the images that boxes are for with those that are there, and warns of what differs.
     *
     * @param boxes where the boxes come from, for messages
     * @throws DataException when none of them is there
     */
    static void check(BoxSource source, Path boxes, List<DataSplit> parts) {
        Set<String> named = source.names();
        if (named.isEmpty()) {
            throw new DataException("data.boxes: " + boxes + " names no image; " + expected(parts));
        }
        Set<String> unknown = new TreeSet<>(named);
        unknown.removeAll(accepted(parts));
        if (unknown.size() == named.size()) {
            throw new DataException("data.boxes: none of the " + named.size() + " images that " + boxes
                    + " names is in the data set, for example '"
                    + unknown.iterator().next() + "'; " + expected(parts));
        }
        if (!unknown.isEmpty()) {
            LOG.warn(
                    "data.boxes: {} of the {} images that {} names are not in the data set and are left out, for example"
                            + " '{}'; {}",
                    unknown.size(),
                    named.size(),
                    boxes,
                    unknown.iterator().next(),
                    expected(parts));
        }
    }

    private static Set<String> accepted(List<DataSplit> parts) {
        Set<String> accepted = new HashSet<>();
        for (DataSplit part : parts) {
            for (int i = 0; i < part.size(); i++) {
                String id = part.imageId(i);
                accepted.addAll(BoxSource.namesOf(id));
                accepted.addAll(BoxSource.namesOf(withoutPart(id)));
            }
        }
        return accepted;
    }

    /** An id below train, val or test; annotation files may lie in folders of the same names. */
    private static String withoutPart(String id) {
        return id.substring(id.indexOf('/') + 1);
    }

    private static String expected(List<DataSplit> parts) {
        String id = parts.stream()
                .filter(part -> part.size() > 0)
                .findFirst()
                .map(part -> part.imageId(0))
                .orElse("class/name.jpg");
        return "an image is named as in the folder ('" + id + "') or by its file name alone ('" + BoxSource.fileName(id)
                + "')";
    }
}
