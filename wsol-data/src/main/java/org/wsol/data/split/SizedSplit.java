package org.wsol.data.split;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wsol.core.Box;
import org.wsol.core.ImageSize;
import org.wsol.core.data.DataSplit;
import org.wsol.core.data.Dataset;
import org.wsol.core.data.MaskFiles;
import org.wsol.core.data.SplitName;
import org.wsol.data.image.ImageDecoder;

/**
 * A split that reads an image's size from the header of its file where the lists do not state it.
 *
 * @param base the split
 * @param decoder what the images are read with: it knows whether photos are turned upright
 */
public record SizedSplit(DataSplit base, ImageDecoder decoder) implements DataSplit {

    /** A data set all of whose parts read sizes that are not stated. */
    public static Dataset in(Dataset dataset, ImageDecoder decoder) {
        List<DataSplit> parts = new ArrayList<>();
        for (SplitName name : SplitName.values()) {
            dataset.split(name).ifPresent(part -> parts.add(new SizedSplit(part, decoder)));
        }
        return ListedDataset.of(dataset.name(), dataset.classNames(), parts);
    }

    /**
     * The stated size, else that of the file; empty where neither is there.
     *
     * @throws org.wsol.core.DataException when the file is no image; the message names it
     */
    @Override
    public Optional<ImageSize> imageSize(int index) {
        return base.imageSize(index).or(() -> Optional.of(base.imagePath(index))
                .filter(Files::isRegularFile)
                .map(decoder::size));
    }

    @Override
    public SplitName name() {
        return base.name();
    }

    @Override
    public int size() {
        return base.size();
    }

    @Override
    public String imageId(int index) {
        return base.imageId(index);
    }

    @Override
    public Path imagePath(int index) {
        return base.imagePath(index);
    }

    @Override
    public int label(int index) {
        return base.label(index);
    }

    @Override
    public List<Box> boxes(int index) {
        return base.boxes(index);
    }

    @Override
    public Optional<MaskFiles> masks(int index) {
        return base.masks(index);
    }
}
