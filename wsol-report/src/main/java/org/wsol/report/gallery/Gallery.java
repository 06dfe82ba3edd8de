package org.wsol.report.gallery;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.wsol.core.Box;
import org.wsol.core.ScoreMap;

/**
 * The images of a report's gallery, as the page's script reads them.
 *
 * @param methods tags in display order
 * @param focus the tag by which images are ordered first
 * @param seeds the seed of the run that represents a tag
 * @param maps ways to make maps that the images can be shown with, beside the networks' own
 * @param total number of test images the shown ones were picked from
 * @param items the shown images
 * @param unreadable paths of shown images whose file could not be found or decoded
 */
public record Gallery(
        List<String> methods,
        String focus,
        Map<String, Long> seeds,
        List<String> maps,
        int total,
        List<Item> items,
        List<String> unreadable) {

    /** Whether there are other maps than the networks' own. */
    public boolean hasMaps() {
        return !maps.isEmpty();
    }

    /** Whether any image has annotated boxes, so that the predicted ones can be scored. */
    public boolean isScored() {
        return items.stream().anyMatch(item -> !item.truth().isEmpty());
    }

    /**
     * An image.
     *
     * @param id the data set's name of the image
     * @param className name of the labelled class
     * @param width width of the original in pixels
     * @param height height of the original in pixels
     * @param photo a small copy as {@code data:} address, empty text where the file could not be read
     * @param truth annotated boxes in original pixels, corners inclusive
     * @param results the results by tag
     */
    public record Item(
            String id,
            String className,
            int width,
            int height,
            String photo,
            List<Box> truth,
            Map<String, Result> results) {}

    /**
     * The result of a tag's run for an image.
     *
     * @param predicted name of the predicted class
     * @param probability its probability in [0, 1], -1 where unknown
     * @param classCorrect whether the class is right
     * @param threshold threshold of the evaluated box in [0, 1], -1 where unknown
     * @param box the evaluated box in original pixels, empty or one
     * @param iou its best IoU with an annotated box
     * @param error {@code correct} or the kind of error
     * @param boxMap the kind of the map that the box was cut from
     * @param maps maps by kind ({@code cam}, {@code norm}, {@code similarity}, {@code map layercam}, ...)
     */
    public record Result(
            String predicted,
            double probability,
            boolean classCorrect,
            double threshold,
            List<Box> box,
            double iou,
            String error,
            String boxMap,
            Map<String, EncodedMap> maps) {}

    /**
     * A low-resolution map as text: scaled to its own range and kept as unsigned 16-bit little-endian numbers in base64.
     *
     * @param height rows
     * @param width columns
     * @param values the numbers, row-major
     */
    public record EncodedMap(int height, int width, String values) {
        private static final int LARGEST = 65535;

        /** Encodes a map; a constant map, or one with NaN, becomes all zeros. */
        public static EncodedMap of(ScoreMap map) {
            float[] scaled = map.minMax().toArray();
            ByteBuffer bytes = ByteBuffer.allocate(scaled.length * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            for (float value : scaled) {
                bytes.putShort((short) Math.round(value * LARGEST));
            }
            return new EncodedMap(map.height(), map.width(), Base64.getEncoder().encodeToString(bytes.array()));
        }
    }
}
