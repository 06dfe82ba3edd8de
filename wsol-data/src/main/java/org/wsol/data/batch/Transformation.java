package org.wsol.data.batch;

import java.util.List;
import java.util.Optional;
import org.wsol.core.ImageSize;
import org.wsol.core.InvalidInputException;
import org.wsol.core.component.Setting;
import org.wsol.data.transform.ColourJitter;
import org.wsol.data.transform.GeometrySampler;
import org.wsol.data.transform.GeometrySampler.Resize;
import org.wsol.data.transform.Normalization;
import org.wsol.data.transform.RandomResizedCrop;
import org.wsol.data.transform.ResizeRandomCrop;

/** From decoded pixels to a network's input. */
public record Transformation(
        @Setting(doc = "Side length in pixels of the square network input.", defaultValue = "224", min = 16, max = 2048)
        int imageSize,

        @Setting(
                doc = "Side length in pixels of the square that images are resized to in evaluation and prediction;"
                        + " absent: imageSize. A larger size gives finer maps from the same network (Touvron et al."
                        + " 2019).",
                min = 16,
                max = 2048,
                affectsTraining = false)
        Optional<Integer> evaluationSize,

        @Setting(
                doc = "Side length in pixels that training images are resized to before a random crop of imageSize.",
                defaultValue = "256",
                min = 16,
                max = 4096)
        int resizeSize,

        @Setting(doc = "Probability of mirroring a training image.", defaultValue = "0.5", min = 0, max = 1)
        double flip,

        @Setting(
                doc = "Smallest share of the area for random resized crops in training (torchvision: 0.08); 0: a plain"
                        + " random crop.",
                defaultValue = "0",
                min = 0,
                max = 1)
        double minCropArea,

        @Setting(
                doc = "Brightness jitter in training, as in torchvision's ColorJitter; 0: off.",
                defaultValue = "0",
                min = 0)
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
                doc = "Channel deviations (RGB) to divide by; ImageNet's by default.",
                defaultValue = "[0.229, 0.224, 0.225]")
        List<Double> deviation) {
    private static final int CHANNELS = 3;

    /** Rejects statistics that are not three numbers, non-positive deviations, and a crop larger than the image. */
    public Transformation {
        mean = List.copyOf(mean);
        deviation = List.copyOf(deviation);
        require(imageSize >= 1, "imageSize must be at least 1 pixel, was " + imageSize);
        require(
                resizeSize >= imageSize,
                "resizeSize " + resizeSize + " is smaller than imageSize " + imageSize + ": no crop fits");
        require(mean.size() == CHANNELS, "mean needs three numbers, red, green and blue; got " + mean);
        require(deviation.size() == CHANNELS, "deviation needs three numbers, red, green and blue; got " + deviation);
        require(deviation.stream().allMatch(d -> d > 0), "deviation must be positive; got " + deviation);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new InvalidInputException(otherwise);
        }
    }

    /** The reference implementation's settings for other sizes. */
    static Transformation of(int resizeSize, int imageSize) {
        return new Transformation(
                imageSize,
                Optional.empty(),
                resizeSize,
                0.5,
                0,
                0,
                0,
                0,
                0,
                Normalization.IMAGENET_MEAN,
                Normalization.IMAGENET_DEVIATION);
    }

    /** The size of training images. */
    public ImageSize inputSize() {
        return ImageSize.square(imageSize);
    }

    /** The size of images in evaluation and inference. */
    public ImageSize evaluationInputSize() {
        return ImageSize.square(evaluationSize.orElse(imageSize));
    }

    /** Geometric transformation in training. */
    public GeometrySampler trainingGeometry() {
        return minCropArea > 0
                ? new RandomResizedCrop(inputSize(), minCropArea, flip)
                : new ResizeRandomCrop(ImageSize.square(resizeSize), inputSize(), flip);
    }

    /** Geometric transformation in evaluation: a plain resize. */
    public GeometrySampler evaluationGeometry() {
        return new Resize(evaluationInputSize());
    }

    /** Colour jitter in training. */
    public ColourJitter colourJitter() {
        return new ColourJitter(brightness, contrast, saturation, hue);
    }

    /** The last step in both training and evaluation. */
    public Normalization normalization() {
        return Normalization.of(mean, deviation);
    }
}
