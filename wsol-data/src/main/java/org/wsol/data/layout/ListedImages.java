package org.wsol.data.layout;

import java.util.ArrayList;
import java.util.List;
import org.wsol.core.Box;
import org.wsol.core.ImageSize;
import org.wsol.data.annotation.ImageNames;
import org.wsol.data.split.SplitBuilder;

/** The images of all splits of a data set while it is read, numbered consecutively and searchable by name. */
final class ListedImages {
    private final List<String> classNames;
    private final List<SplitBuilder> parts = new ArrayList<>();
    private final List<Integer> starts = new ArrayList<>();
    private final ImageNames names = new ImageNames();
    private int size;

    ListedImages(List<String> classNames) {
        this.classNames = classNames;
    }

    /**
     * Adds the images of a split.
     *
     * @param folder the split's folder at the start of its ids, with a slash; empty if there is none
     */
    void add(SplitBuilder part, String folder) {
        parts.add(part);
        starts.add(size);
        size += part.size();
        for (int i = 0; i < part.size(); i++) {
            names.add(part.imageId(i), folder);
        }
    }

    List<Integer> find(String name) {
        return names.find(name);
    }

    int size() {
        return size;
    }

    String imageId(int image) {
        int part = partOf(image);
        return parts.get(part).imageId(image - starts.get(part));
    }

    String className(int image) {
        int part = partOf(image);
        return classNames.get(parts.get(part).label(image - starts.get(part)));
    }

    void setSize(int image, ImageSize stated) {
        int part = partOf(image);
        parts.get(part).setSize(image - starts.get(part), stated);
    }

    void addBox(int image, Box box) {
        int part = partOf(image);
        parts.get(part).addBox(image - starts.get(part), box);
    }

    void addMask(int image, String file) {
        int part = partOf(image);
        parts.get(part).addMask(image - starts.get(part), file);
    }

    void setIgnore(int image, String file) {
        int part = partOf(image);
        parts.get(part).setIgnore(image - starts.get(part), file);
    }

    private int partOf(int image) {
        int part = parts.size() - 1;
        while (starts.get(part) > image) {
            part--;
        }
        return part;
    }
}
