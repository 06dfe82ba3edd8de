package org.wsol.data.split;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalInt;
import org.wsol.core.Box;
import org.wsol.core.ImageSize;
import org.wsol.core.data.SplitName;
import org.wsol.core.internal.lists.ImageIds;
import org.wsol.core.internal.lists.NameIndex;
import org.wsol.core.internal.lists.PackedNames;

/** Collects the images of a split and their annotations, in any order. Not thread-safe; for one split only. */
public final class SplitBuilder {
    final SplitName name;
    final Path imageRoot;
    final Path maskRoot;
    final PackedNames ids = new PackedNames();
    final IntColumn labels = new IntColumn();
    final IntColumn boxOwners = new IntColumn();
    final IntColumn corners = new IntColumn();
    final IntColumn maskOwners = new IntColumn();
    final PackedNames maskFiles = new PackedNames();
    final IntColumn ignoreOwners = new IntColumn();
    final PackedNames ignoreFiles = new PackedNames();
    int[] sizes = new int[0];
    private final NameIndex index = new NameIndex(ids);

    /** Creates a builder for a split whose masks, if any, are below the same folder as its images. */
    public SplitBuilder(SplitName name, Path imageRoot) {
        this(name, imageRoot, imageRoot);
    }

    /**
     * Creates a builder for an empty split.
     *
     * @param imageRoot the folder to which image ids are relative
     * @param maskRoot the folder to which mask files are relative
     */
    public SplitBuilder(SplitName name, Path imageRoot, Path maskRoot) {
        this.name = name;
        this.imageRoot = imageRoot;
        this.maskRoot = maskRoot;
    }

    /** Number of images so far. */
    public int size() {
        return ids.size();
    }

    /** The folder to which image ids are relative. */
    public Path imageRoot() {
        return imageRoot;
    }

    /** The index of an image, if present. */
    public OptionalInt indexOf(String id) {
        int found = index.find(id);
        return found < 0 ? OptionalInt.empty() : OptionalInt.of(found);
    }

    /** The id of an image. */
    public String imageId(int image) {
        return ids.get(image);
    }

    /** The class of an image. */
    public int label(int image) {
        return labels.get(image);
    }

    /**
     * Adds an image.
     *
     * @param id relative path with forward slashes, checked by {@link ImageIds}
     * @return its position
     */
    public int add(String id, int label) {
        int position = ids.add(id);
        index.added(position);
        labels.add(label);
        return position;
    }

    /** Sets the size of an image. */
    public void setSize(int image, ImageSize size) {
        if (sizes.length < 2 * (image + 1)) {
            sizes = Arrays.copyOf(sizes, Math.max(2 * ids.size(), sizes.length + sizes.length / 2 + 2));
        }
        sizes[2 * image] = size.height();
        sizes[2 * image + 1] = size.width();
    }

    /** Adds a ground-truth box. */
    public void addBox(int image, Box box) {
        boxOwners.add(image);
        corners.add(box.x0());
        corners.add(box.y0());
        corners.add(box.x1());
        corners.add(box.y1());
    }

    /** Adds the mask file of one object, relative to the mask root. */
    public void addMask(int image, String file) {
        maskOwners.add(image);
        maskFiles.add(file);
    }

    /** Sets the file of the region to exclude, relative to the mask root. */
    public void setIgnore(int image, String file) {
        ignoreOwners.add(image);
        ignoreFiles.add(file);
    }

    /** The finished split; the builder must not be used afterwards. */
    public CompactSplit build() {
        if (sizes.length > 0) {
            sizes = Arrays.copyOf(sizes, 2 * ids.size());
        }
        return new CompactSplit(this);
    }
}
