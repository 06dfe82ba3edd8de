package org.wsol.data.batch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wsol.core.ImageSize;
import org.wsol.core.StorageException;
import org.wsol.core.internal.Digests;
import org.wsol.data.batch.PixelCache.EncodedImage;
import org.wsol.data.image.PixelRows;
import org.wsol.data.image.RgbImage;
import org.wsol.data.transform.AntialiasedResize;

/**
 * Decoded and resized images on disk. Images are identified by the SHA-256 of their file content; each transform has
 * its own folder. Damaged entries are decoded again. When the disk is full, a warning is logged and images that are not
 * cached are decoded each time. Several loaders, in one program or in several, may use the same folder.
 */
final class DiskPixelCache implements PixelCache {
    private static final Logger LOG = LoggerFactory.getLogger(DiskPixelCache.class);

    private final ImageSize size;
    private final Path folder;
    private final PixelSlots slots;
    private volatile boolean full;

    private DiskPixelCache(ImageSize size, Path folder, PixelSlots slots) {
        this.size = size;
        this.folder = folder;
        this.slots = slots;
    }

    /**
     * Opens or creates the cache of one transform.
     *
     * @param folder the folder of the caches of all transforms
     * @param size size of the cached images
     * @param variant other settings that determine the pixels, as a short word valid in a folder name
     * @throws StorageException if the folder cannot be created or opened
     */
    static DiskPixelCache open(Path folder, ImageSize size, String variant) {
        Path own = folder.resolve("pillow-bilinear-" + size + "-" + variant + "-checked");
        try {
            Files.createDirectories(own);
            return new DiskPixelCache(size, own, PixelSlots.open(own, Math.toIntExact(size.area() * 3)));
        } catch (IOException e) {
            throw new StorageException("the image cache " + own + " cannot be opened", e);
        }
    }

    @Override
    public void lend(EncodedImage image, Consumer<PixelRows> borrower) {
        borrower.accept(resized(image));
    }

    private RgbImage resized(EncodedImage image) {
        ByteBuffer key = ByteBuffer.wrap(Digests.sha256().digest(image.content()));
        try {
            Optional<byte[]> kept = slots.read(key);
            if (kept.isPresent()) {
                return new RgbImage(size, kept.get());
            }
        } catch (IOException e) {
            throw new StorageException("the image cache " + folder + " cannot be read", e);
        }
        RgbImage resized = image.decode(pixels -> AntialiasedResize.resize(pixels, size));
        store(key, resized);
        return resized;
    }

    private void store(ByteBuffer key, RgbImage image) {
        if (full) {
            return;
        }
        try {
            slots.write(key, image.pixels());
        } catch (IOException e) {
            full = true;
            LOG.warn(
                    "the image cache {} cannot grow: {}; images that are not in it yet are decoded each time",
                    folder,
                    e.getMessage());
        }
    }

    @Override
    public void close() {
        try {
            slots.close();
        } catch (IOException e) {
            throw new StorageException("the image cache " + folder + " cannot be closed", e);
        }
    }
}
