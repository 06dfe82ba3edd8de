package org.wsol.cli.config.experiment;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.wsol.cli.config.schema.Selection;
import org.wsol.cli.config.schema.Selector;
import org.wsol.core.InvalidInputException;
import org.wsol.core.component.Setting;
import org.wsol.data.batch.OnError;
import org.wsol.data.batch.Preprocessing;

/** The section {@code data}; the layout adds keys of its own, for example {@code root}. */
public record DataConfig(
        @Selector(kind = ComponentKinds.LAYOUT, key = "layout")
        @Setting(doc = "How the folder is organised: the name of a data set layout.")
        Selection layout,

        @Setting(
                doc = "Side in pixels of the square the network sees; evaluation images are resized to it.",
                defaultValue = "224",
                min = 16,
                max = 2048)
        int imageSize,

        @Setting(
                doc = "Side in pixels that training images are resized to before a random crop of imageSize.",
                defaultValue = "256",
                min = 16,
                max = 4096)
        int resizeSize,

        @Setting(doc = "Probability of mirroring a training image.", defaultValue = "0.5", min = 0, max = 1)
        double flip,

        @Setting(
                doc = "Smallest share of the area for random resized crops in training; 0: the plain random crop.",
                defaultValue = "0",
                min = 0,
                max = 1)
        double minCropArea,

        @Setting(doc = "Brightness jitter in training; 0: off.", defaultValue = "0", min = 0)
        double brightness,

        @Setting(doc = "Contrast jitter in training; 0: off.", defaultValue = "0", min = 0)
        double contrast,

        @Setting(doc = "Saturation jitter in training; 0: off.", defaultValue = "0", min = 0)
        double saturation,

        @Setting(doc = "Hue jitter in training, in turns; 0: off.", defaultValue = "0", min = 0, max = 0.5)
        double hue,

        @Setting(
                doc = "Channel means (RGB, range 0 to 1) subtracted after scaling to 0..1; ImageNet's by default.",
                defaultValue = "[0.485, 0.456, 0.406]")
        List<Double> mean,

        @Setting(
                doc = "Channel deviations (RGB) divided by; ImageNet's by default.",
                defaultValue = "[0.229, 0.224, 0.225]")
        List<Double> deviation,

        @Setting(
                doc = "Whether photos are turned upright by their EXIF orientation; the reference does not.",
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

    /** Refuses what does not fit together, for example a crop larger than the image it is cut from. */
    public DataConfig {
        mean = List.copyOf(mean);
        deviation = List.copyOf(deviation);
        if (resizeSize < imageSize) {
            throw new InvalidInputException(
                    "resizeSize " + resizeSize + " is smaller than imageSize " + imageSize + ": no crop fits");
        }
    }

    /** How images become tensors. */
    public Preprocessing preprocessing() {
        return new Preprocessing(
                resizeSize,
                imageSize,
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
                workers,
                prefetch);
    }
}
