package org.wsol.core.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.wsol.core.Box;
import org.wsol.core.ImageSize;
import org.wsol.core.data.DataSplit.MaskFiles;

/** A split that delegates to another split except for the methods it overrides. */
public interface SplitView extends DataSplit {

    /** The underlying split. */
    DataSplit base();

    @Override
    default SplitName name() {
        return base().name();
    }

    @Override
    default int size() {
        return base().size();
    }

    @Override
    default String imageId(int index) {
        return base().imageId(index);
    }

    @Override
    default Path imagePath(int index) {
        return base().imagePath(index);
    }

    @Override
    default int label(int index) {
        return base().label(index);
    }

    @Override
    default Optional<ImageSize> imageSize(int index) {
        return base().imageSize(index);
    }

    @Override
    default List<Box> boxes(int index) {
        return base().boxes(index);
    }

    @Override
    default Optional<MaskFiles> masks(int index) {
        return base().masks(index);
    }
}
