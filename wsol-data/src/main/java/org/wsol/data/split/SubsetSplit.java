package org.wsol.data.split;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.wsol.core.Box;
import org.wsol.core.ImageSize;
import org.wsol.core.data.DataSplit;
import org.wsol.core.data.DataSplit.MaskFiles;
import org.wsol.core.data.SplitName;

/** Some images of another split, in a given order, optionally with another name. */
public final class SubsetSplit implements DataSplit {
    private final DataSplit base;
    private final SplitName name;
    private final int[] indices;

    /**
     * A view of a split.
     *
     * @param indices positions in {@code base}, copied
     */
    public SubsetSplit(DataSplit base, SplitName name, int[] indices) {
        this.base = base;
        this.name = name;
        this.indices = indices.clone();
    }

    /**
     * A range of a split, with the same name.
     *
     * @param from the first position
     * @param to the position after the last
     */
    public static DataSplit range(DataSplit base, int from, int to) {
        return new SubsetSplit(base, base.name(), IntStream.range(from, to).toArray());
    }

    @Override
    public SplitName name() {
        return name;
    }

    @Override
    public int size() {
        return indices.length;
    }

    @Override
    public String imageId(int index) {
        return base.imageId(indices[index]);
    }

    @Override
    public Path imagePath(int index) {
        return base.imagePath(indices[index]);
    }

    @Override
    public int label(int index) {
        return base.label(indices[index]);
    }

    @Override
    public Optional<ImageSize> imageSize(int index) {
        return base.imageSize(indices[index]);
    }

    @Override
    public List<Box> boxes(int index) {
        return base.boxes(indices[index]);
    }

    @Override
    public Optional<MaskFiles> masks(int index) {
        return base.masks(indices[index]);
    }
}
