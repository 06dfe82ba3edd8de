package org.wsol.data.datavec;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.datavec.api.split.CollectionInputSplit;
import org.wsol.core.data.DataSplit;

/** The image files of a data split as DataVec locations, in the order of the split. */
public final class DataSplitInputSplit extends CollectionInputSplit {
    private final DataSplit split;

    /** Locations of a split's images. */
    public DataSplitInputSplit(DataSplit split) {
        super(locationsOf(split));
        this.split = split;
    }

    /** The split itself, with labels, boxes and masks. */
    public DataSplit split() {
        return split;
    }

    int[] indices() {
        return IntStream.range(0, split.size()).toArray();
    }

    private static List<URI> locationsOf(DataSplit split) {
        List<URI> locations = new ArrayList<>(split.size());
        for (int i = 0; i < split.size(); i++) {
            Path path = split.imagePath(i);
            locations.add(path.toUri());
        }
        return locations;
    }
}
