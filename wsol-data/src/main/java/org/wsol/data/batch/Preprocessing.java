package org.wsol.data.batch;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.wsol.core.ImageSize;
import org.wsol.core.component.Setting;
import org.wsol.data.image.ImageDecoder;
import org.wsol.data.transform.ColourJitter;
import org.wsol.data.transform.GeometrySampler;
import org.wsol.data.transform.Normalization;
import org.wsol.data.transform.RandomResizedCrop;
import org.wsol.data.transform.Resize;
import org.wsol.data.transform.ResizeRandomCrop;

/**
 * How images become tensors. The defaults are the reference implementation's: for training, resize to 256 x 256, random
 * crop of 224 x 224, mirror with probability 0.5; for evaluation, resize to 224 x 224; ImageNet statistics.
 */
public record Preprocessing(
        @Setting(
                doc = "Side in pixels that training images are resized to before cropping; aspect is ignored.",
                defaultValue = "256",
                min = 1)
        int resize,

        @Setting(
                doc = "Side in pixels of what the network sees; evaluation images are resized to it.",
                defaultValue = "224",
                min = 1)
        int crop,

        @Setting(doc = "Probability of mirroring a training image.", defaultValue = "0.5", min = 0, max = 1)
        double flip,

        @Setting(
                doc =
                        "Smallest share of the area for random resized crops in training; 0 keeps the plain random crop (torchvision: 0.08).",
                defaultValue = "0",
                min = 0,
                max = 1)
        double minCropArea,

        @Setting(
                doc = "Brightness jitter in training, as in torchvision's ColorJitter; 0 is off.",
                defaultValue = "0",
                min = 0)
        double brightness,

        @Setting(doc = "Contrast jitter in training; 0 is off.", defaultValue = "0", min = 0)
        double contrast,

        @Setting(doc = "Saturation jitter in training; 0 is off.", defaultValue = "0", min = 0)
        double saturation,

        @Setting(doc = "Hue jitter in training, in turns; 0 is off.", defaultValue = "0", min = 0, max = 0.5)
        double hue,

        @Setting(
                doc = "Channel means (RGB, range 0 to 1) subtracted after scaling to 0..1.",
                defaultValue = "[0.485, 0.456, 0.406]")
        List<Double> mean,

        @Setting(doc = "Channel deviations (RGB) divided by.", defaultValue = "[0.229, 0.224, 0.225]")
        List<Double> deviation,

        @Setting(
                doc =
                        "Whether photos are turned upright by their EXIF orientation; the reference implementation does not.",
                defaultValue = "false")
        boolean exifOrientation,

        @Setting(
                doc = "Images that claim more megapixels are refused before decoding.",
                defaultValue = "200",
                min = 0,
                exclusiveMin = true)
        double maxMegapixels,

        @Setting(
                doc = "What to do with an unreadable image: stop with its path, or leave it out, count it and list it.",
                defaultValue = "fail")
        OnError onError,

        @Setting(
                doc = "Folder where decoded and resized images are kept as memory-mapped bytes; absent: no cache.",
                affectsResults = false)
        Optional<Path> cache,

        @Setting(
                doc = "Decoding threads; 0 takes one per processor.",
                defaultValue = "0",
                min = 0,
                affectsResults = false)
        int threads,

        @Setting(doc = "Batches decoded ahead of the network.", defaultValue = "3", min = 1, affectsResults = false)
        int prefetch) {

    /** Refuses statistics that are not three numbers, non-positive deviations and a crop larger than the image. */
    public Preprocessing {
        mean = List.copyOf(mean);
        deviation = List.copyOf(deviation);
        PreprocessingRules.check(resize, crop, mean, deviation, cache.isPresent() && minCropArea > 0);
    }

    /** The reference implementation's settings. */
    public static Preprocessing reference() {
        return of(256, 224);
    }

    /** The reference implementation's settings for other sizes. */
    public static Preprocessing of(int resize, int crop) {
        return new Preprocessing(
                resize,
                crop,
                0.5,
                0,
                0,
                0,
                0,
                0,
                Normalization.IMAGENET_MEAN,
                Normalization.IMAGENET_DEVIATION,
                false,
                ImageDecoder.DEFAULT_MAX_PIXELS / 1e6,
                OnError.FAIL,
                Optional.empty(),
                0,
                3);
    }

    /** The same settings with another answer to unreadable images. */
    public Preprocessing withOnError(OnError answer) {
        return new Preprocessing(
                resize,
                crop,
                flip,
                minCropArea,
                brightness,
                contrast,
                saturation,
                hue,
                mean,
                deviation,
                exifOrientation,
                maxMegapixels,
                answer,
                cache,
                threads,
                prefetch);
    }

    /** The same settings with a cache folder. */
    public Preprocessing withCache(Path folder) {
        return new Preprocessing(
                resize,
                crop,
                flip,
                minCropArea,
                brightness,
                contrast,
                saturation,
                hue,
                mean,
                deviation,
                exifOrientation,
                maxMegapixels,
                onError,
                Optional.of(folder),
                threads,
                prefetch);
    }

    /** The same settings with another number of threads. */
    public Preprocessing withThreads(int count) {
        return new Preprocessing(
                resize,
                crop,
                flip,
                minCropArea,
                brightness,
                contrast,
                saturation,
                hue,
                mean,
                deviation,
                exifOrientation,
                maxMegapixels,
                onError,
                cache,
                count,
                prefetch);
    }

    /** The size of the images a network sees. */
    public ImageSize inputSize() {
        return ImageSize.square(crop);
    }

    /** The decoder these settings ask for. */
    public ImageDecoder decoder() {
        return ImageDecoder.asStored().withExifOrientation(exifOrientation).withMaxPixels((long) (maxMegapixels * 1e6));
    }

    /** Changes of shape in training. */
    public GeometrySampler trainingGeometry() {
        return minCropArea > 0
                ? new RandomResizedCrop(inputSize(), minCropArea, flip)
                : new ResizeRandomCrop(ImageSize.square(resize), inputSize(), flip);
    }

    /** Changes of shape in evaluation: a plain resize. */
    public GeometrySampler evaluationGeometry() {
        return new Resize(inputSize());
    }

    /** Colour jitter in training. */
    public ColourJitter colourJitter() {
        return new ColourJitter(brightness, contrast, saturation, hue);
    }

    /** The last step, in training and evaluation alike. */
    public Normalization normalization() {
        return Normalization.of(mean, deviation);
    }

    /** Number of decoding threads, at least 1. */
    public int threadCount() {
        return threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
    }
}
