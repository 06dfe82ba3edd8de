package org.wsol.data.transform;

import java.util.Optional;
import org.wsol.core.ImageSize;
import org.wsol.core.random.SplitMix64;

/**
 * A crop of random area and aspect ratio, resized to one size and randomly mirrored: torchvision's {@code
 * RandomResizedCrop}. The aspect ratio is log-uniform in [3/4, 4/3]; after ten draws that do not fit, the largest
 * central crop with an allowed aspect ratio is used.
 *
 * @param targetSize size of the result
 * @param minArea smallest share of the image's area, in (0, 1]; torchvision: 0.08
 * @param flipProbability probability of mirroring, in [0, 1]
 */
public record RandomResizedCrop(ImageSize targetSize, double minArea, double flipProbability)
        implements GeometrySampler {
    private static final int ATTEMPTS = 10;
    private static final double MIN_ASPECT = 3.0 / 4;
    private static final double MAX_ASPECT = 4.0 / 3;

    @Override
    public ImageGeometry sample(ImageSize source, SplitMix64 random) {
        PixelRegion crop = draw(source, random);
        boolean flip = random.nextDouble() < flipProbability;
        return new ImageGeometry(source, crop, targetSize, PixelRegion.whole(targetSize), flip);
    }

    @Override
    public Optional<ImageSize> fixedResize() {
        return Optional.empty();
    }

    private PixelRegion draw(ImageSize source, SplitMix64 random) {
        for (int i = 0; i < ATTEMPTS; i++) {
            double area = source.area() * (minArea + (1 - minArea) * random.nextDouble());
            double aspect = MIN_ASPECT * Math.pow(MAX_ASPECT / MIN_ASPECT, random.nextDouble());
            long width = Math.round(Math.sqrt(area * aspect));
            long height = Math.round(Math.sqrt(area / aspect));
            if (width >= 1 && height >= 1 && width <= source.width() && height <= source.height()) {
                ImageSize size = new ImageSize((int) height, (int) width);
                int y = random.nextInt(source.height() - size.height() + 1);
                int x = random.nextInt(source.width() - size.width() + 1);
                return new PixelRegion(x, y, size);
            }
        }
        return centre(source);
    }

    private static PixelRegion centre(ImageSize source) {
        double aspect = Math.min(MAX_ASPECT, Math.max(MIN_ASPECT, (double) source.width() / source.height()));
        int width = Math.max(1, Math.min(source.width(), (int) Math.round(source.height() * aspect)));
        int height = Math.max(1, Math.min(source.height(), (int) Math.round(source.width() / aspect)));
        return new PixelRegion(
                (source.width() - width) / 2, (source.height() - height) / 2, new ImageSize(height, width));
    }
}
