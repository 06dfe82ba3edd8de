package org.wsol.data.batch;

import java.nio.file.Path;
import java.util.Optional;
import org.wsol.core.component.Setting;
import org.wsol.data.image.ImageDecoder;

/** From image files to decoded pixels. */
public record Reading(
        @Setting(
                doc = "Whether photos are rotated upright by their EXIF orientation; the reference implementation does"
                        + " not rotate them.",
                defaultValue = "false")
        boolean exifOrientation,

        @Setting(
                doc = "Images with more megapixels, according to their header, are rejected before decoding.",
                defaultValue = "200",
                min = 0,
                exclusiveMin = true)
        double maxMegapixels,

        @Setting(
                doc = "What to do with an unreadable image: stop with its path, or skip it, count it and list it.",
                defaultValue = "fail")
        OnError onError,

        @Setting(
                doc = "Folder where decoded and resized images are kept between epochs and runs; absent: no cache.",
                affectsResults = false)
        Optional<Path> cache,

        @Setting(
                doc = "Threads that read and transform images; 0: one per processor.",
                defaultValue = "2",
                min = 0,
                max = 256,
                affectsResults = false)
        int workers,

        @Setting(
                doc = "Batches decoded ahead of the network.",
                defaultValue = "3",
                min = 1,
                max = 64,
                affectsResults = false)
        int prefetch) {

    /** The default settings. */
    public static Reading standard() {
        return new Reading(false, ImageDecoder.DEFAULT_MAX_PIXELS / 1e6, OnError.FAIL, Optional.empty(), 2, 3);
    }

    /** The same settings with another handling of unreadable images. */
    public Reading withOnError(OnError answer) {
        return new Reading(exifOrientation, maxMegapixels, answer, cache, workers, prefetch);
    }

    /** The same settings with a cache folder. */
    public Reading withCache(Path folder) {
        return new Reading(exifOrientation, maxMegapixels, onError, Optional.of(folder), workers, prefetch);
    }

    /** The same settings with another number of threads. */
    public Reading withWorkers(int count) {
        return new Reading(exifOrientation, maxMegapixels, onError, cache, count, prefetch);
    }

    /** The decoder for these settings. */
    public ImageDecoder decoder() {
        return ImageDecoder.asStored().withExifOrientation(exifOrientation).withMaxPixels((long) (maxMegapixels * 1e6));
    }

    /** Number of decoding threads, at least 1. */
    int threads() {
        return workers > 0 ? workers : Runtime.getRuntime().availableProcessors();
    }

    /** The handling of unreadable images. */
    public enum OnError {
        /** Stop, naming the image. */
        FAIL,
        /** Skip the image, count it and list it at the end. */
        SKIP
    }
}
