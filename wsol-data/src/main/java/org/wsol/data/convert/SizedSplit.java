package org.wsol.data.convert;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.wsol.core.Box;
import org.wsol.core.DataException;
import org.wsol.core.ImageSize;
import org.wsol.core.data.DataSplit;
import org.wsol.core.data.MaskFiles;
import org.wsol.core.data.SplitName;
import org.wsol.data.image.ImageFormatException;
import org.wsol.data.image.ImageHeader;

/** A split that reads an image's size from its file where the lists do not state it. */
record SizedSplit(DataSplit base) implements DataSplit {

    @Override
    public Optional<ImageSize> imageSize(int index) {
        return base.imageSize(index).or(() -> Optional.of(read(base.imagePath(index))));
    }

    private static ImageSize read(Path file) {
        try {
            return ImageHeader.read(file).size();
        } catch (IOException | ImageFormatException e) {
            throw new DataException("the size of image " + file + " cannot be read: " + e.getMessage(), e);
        }
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
