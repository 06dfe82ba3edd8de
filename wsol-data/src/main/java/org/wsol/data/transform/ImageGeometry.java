package org.wsol.data.transform;

import java.util.Optional;
import org.wsol.core.Box;
import org.wsol.core.ImageSize;
import org.wsol.data.image.PixelRows;
import org.wsol.data.image.RgbImage;

/**
 * One sampled geometric transformation: a region of the source is resized, a window of the result is kept, and
 * optionally mirrored. Immutable; the same instance is applied to image, boxes and masks, so they stay consistent.
 *
 * @param sourceSize size of the images it applies to
 * @param source the region of the source image
 * @param resized the size to which that region is resized, ignoring the aspect ratio
 * @param window the part of the resized region that is kept
 * @param flip whether the window is mirrored left to right
 */
public record ImageGeometry(
        ImageSize sourceSize, PixelRegion source, ImageSize resized, PixelRegion window, boolean flip) {

    /** Rejects regions that extend beyond their image. */
    public ImageGeometry {
        if (!source.fits(sourceSize) || !window.fits(resized)) {
            throw new IllegalArgumentException("a region leaves its image: source " + source + " of " + sourceSize
                    + ", window " + window + " of " + resized);
        }
    }

    /** A plain resize of the whole image. */
    public static ImageGeometry resize(ImageSize sourceSize, ImageSize target) {
        return new ImageGeometry(sourceSize, PixelRegion.whole(sourceSize), target, PixelRegion.whole(target), false);
    }

    /** The same geometry, mirrored or not. */
    public ImageGeometry withFlip(boolean mirrored) {
        return new ImageGeometry(sourceSize, source, resized, window, mirrored);
    }

    /** Size of the result. */
    public ImageSize targetSize() {
        return window.size();
    }

    /** The transformed image before mirroring, which {@link Normalization} can perform. */
    public RgbImage cut(PixelRows image) {
        return AntialiasedResize.resize(image, source, resized, window);
    }

    /**
     * The transformed image as a network's input tensor, without an intermediate byte image.
     *
     * @param into receives all red values, then green, then blue: {@code 3 * height * width} of the target
     */
    public void toPlanes(PixelRows image, Normalization normalization, float[] into) {
        ImageSize size = targetSize();
        AntialiasedResize.resize(
                image, source, resized, window, (y, row) -> normalization.writeRow(row, flip, into, size, y));
    }

    /** The transformed image. */
    public RgbImage apply(RgbImage image) {
        RgbImage unflipped = cut(image);
        return flip ? mirror(unflipped) : unflipped;
    }

    /**
     * The transformed box: corners scaled and truncated to whole pixels as the reference evaluation scales boxes, then
     * clipped to the window; empty if no part of it remains.
     */
    public Optional<Box> apply(Box box) {
        int x0 = scale(box.x0() - source.x(), source.size().width(), resized.width()) - window.x();
        int x1 = scale(box.x1() - source.x(), source.size().width(), resized.width()) - window.x();
        int y0 = scale(box.y0() - source.y(), source.size().height(), resized.height()) - window.y();
        int y1 = scale(box.y1() - source.y(), source.size().height(), resized.height()) - window.y();
        int right = window.size().width() - 1;
        int bottom = window.size().height() - 1;
        if (x1 < 0 || y1 < 0 || x0 > right || y0 > bottom) {
            return Optional.empty();
        }
        Box clipped = new Box(Math.max(x0, 0), Math.max(y0, 0), Math.min(x1, right), Math.min(y1, bottom));
        return Optional.of(
                flip ? new Box(right - clipped.x1(), clipped.y0(), right - clipped.x0(), clipped.y1()) : clipped);
    }

    /**
     * The transformed mask, by nearest neighbour with OpenCV's rule (output pixel i takes input pixel {@code floor(i *
     * from / to)}).
     *
     * @param mask row-major, as large as the source image
     */
    public boolean[] apply(boolean[] mask) {
        if (mask.length != sourceSize.area()) {
            throw new IllegalArgumentException("the mask has " + mask.length + " pixels, the image " + sourceSize);
        }
        int height = window.size().height();
        int width = window.size().width();
        boolean[] changed = new boolean[height * width];
        for (int y = 0; y < height; y++) {
            int row = source.y() + nearest(y + window.y(), source.size().height(), resized.height());
            for (int x = 0; x < width; x++) {
                int column = source.x() + nearest(x + window.x(), source.size().width(), resized.width());
                changed[y * width + (flip ? width - 1 - x : x)] = mask[row * sourceSize.width() + column];
            }
        }
        return changed;
    }

    private static int scale(int position, int from, int to) {
        return (int) Math.floor(position * ((double) to / from));
    }

    private static int nearest(int position, int from, int to) {
        return Math.min(from - 1, (int) Math.floor(position * ((double) from / to)));
    }

    private static RgbImage mirror(RgbImage image) {
        byte[] from = image.pixels();
        byte[] to = new byte[from.length];
        int width = image.width();
        for (int i = 0; i < width * image.height(); i++) {
            int x = i % width;
            System.arraycopy(from, i * 3, to, (i - x + width - 1 - x) * 3, 3);
        }
        return new RgbImage(image.size(), to);
    }
}
