package org.wsol.data.batch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.wsol.core.ImageSize;
import org.wsol.core.InvalidInputException;
import org.wsol.data.image.PixelRows;
import org.wsol.data.image.RgbImage;
import org.wsol.data.transform.AntialiasedResize;

/**
 * Decoded and resized images on disk, one slot of {@code height * width * 3} bytes each, read through memory maps. An
 * image is found by the SHA-256 of its file content; each transform has a folder of its own. A slot enters the index only
 * after its pixels are written, so a crash loses at most the images in flight. One process at a time holds the folder.
 */
final class DiskPixelCache implements PixelCache {
    private static final int HASH_BYTES = 32;
    private static final int MAPPED_BYTES = 1 << 28;

    private final ImageSize size;
    private final int slotBytes;
    private final int slotsPerMap;
    private final FileChannel pixels;
    private final FileChannel index;
    private final Map<ByteBuffer, Integer> slots = new ConcurrentHashMap<>();
    private final List<MappedByteBuffer> maps = new ArrayList<>();
    private int nextSlot;

    private DiskPixelCache(ImageSize size, FileChannel pixels, FileChannel index) {
        this.size = size;
        this.slotBytes = Math.toIntExact(size.area() * 3);
        this.slotsPerMap = Math.max(1, MAPPED_BYTES / slotBytes);
        this.pixels = pixels;
        this.index = index;
    }

    /**
     * Opens or creates the cache of one transform.
     *
     * @param folder holds the caches of all transforms
     * @param size size of the kept images
     * @param variant what else decides the pixels, as a short word fit for a folder name
     */
    static DiskPixelCache open(Path folder, ImageSize size, String variant) {
        Path own = folder.resolve("pillow-bilinear-" + size + "-" + variant);
        try {
            Files.createDirectories(own);
            FileChannel index = open(own.resolve("index.bin"));
            if (index.tryLock() == null) {
                index.close();
                throw inUse(own, null);
            }
            DiskPixelCache cache = new DiskPixelCache(size, open(own.resolve("pixels.bin")), index);
            cache.readIndex();
            return cache;
        } catch (OverlappingFileLockException e) {
            throw inUse(own, e);
        } catch (IOException e) {
            throw new InvalidInputException("the image cache " + own + " cannot be opened: " + e.getMessage(), e);
        }
    }

    @Override
    public void lend(EncodedImage image, Consumer<PixelRows> borrower) {
        borrower.accept(resized(image));
    }

    private RgbImage resized(EncodedImage image) {
        ByteBuffer key = ByteBuffer.wrap(sha256(image.content()));
        Integer slot = slots.get(key);
        if (slot != null) {
            return read(slot);
        }
        RgbImage resized = image.decode(pixels -> AntialiasedResize.resize(pixels, size));
        store(key, resized);
        return resized;
    }

    private RgbImage read(int slot) {
        byte[] bytes = new byte[slotBytes];
        mapOf(slot).get(offsetOf(slot), bytes);
        return new RgbImage(size, bytes);
    }

    private synchronized void store(ByteBuffer key, RgbImage image) {
        if (slots.containsKey(key)) {
            return;
        }
        int slot = nextSlot;
        mapOf(slot).put(offsetOf(slot), image.pixels());
        try {
            index.write(key.duplicate(), (long) slot * HASH_BYTES);
        } catch (IOException e) {
            throw new UncheckedIOException("the image cache cannot be written; is the disk full?", e);
        }
        slots.put(key, slot);
        nextSlot++;
    }

    private synchronized MappedByteBuffer mapOf(int slot) {
        int number = slot / slotsPerMap;
        while (maps.size() <= number) {
            long length = (long) slotsPerMap * slotBytes;
            try {
                maps.add(pixels.map(FileChannel.MapMode.READ_WRITE, maps.size() * length, length));
            } catch (IOException e) {
                throw new UncheckedIOException("the image cache cannot grow; is the disk full?", e);
            }
        }
        return maps.get(number);
    }

    private int offsetOf(int slot) {
        return slot % slotsPerMap * slotBytes;
    }

    private void readIndex() throws IOException {
        ByteBuffer all = ByteBuffer.allocate(Math.toIntExact(index.size()));
        while (all.hasRemaining() && index.read(all, all.position()) >= 0) {
            // reads until the buffer is full
        }
        byte[] hashes = all.array();
        for (nextSlot = 0; (nextSlot + 1) * HASH_BYTES <= hashes.length; nextSlot++) {
            byte[] hash = Arrays.copyOfRange(hashes, nextSlot * HASH_BYTES, (nextSlot + 1) * HASH_BYTES);
            slots.put(ByteBuffer.wrap(hash), nextSlot);
        }
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    private static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static InvalidInputException inUse(Path folder, @Nullable Throwable cause) {
        String message = "the image cache " + folder + " is in use by another run; name another folder or wait";
        return cause == null ? new InvalidInputException(message) : new InvalidInputException(message, cause);
    }

    @Override
    public void close() {
        try {
            pixels.close();
            index.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the image cache cannot be closed", e);
        }
    }
}
