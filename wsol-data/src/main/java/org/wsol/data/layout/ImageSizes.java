package org.wsol.data.layout;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wsol.core.ImageSize;
import org.wsol.data.image.ImageFormatException;
import org.wsol.data.image.ImageHeader;

/** Reads sizes of images from their headers in parallel, for lists without sizes. */
final class ImageSizes {
    private static final Logger LOG = LoggerFactory.getLogger(ImageSizes.class);

    private ImageSizes() {}

    /** The size of each file, in order; empty if the file is missing or not an image, which is reported on loading. */
    static List<Optional<ImageSize>> read(List<Path> files) {
        return files.parallelStream().map(ImageSizes::read).toList();
    }

    private static Optional<ImageSize> read(Path file) {
        try {
            return Optional.of(ImageHeader.read(file).size());
        } catch (IOException | ImageFormatException e) {
            LOG.debug("no size for {}: {}", file, e.toString());
            return Optional.empty();
        }
    }
}
