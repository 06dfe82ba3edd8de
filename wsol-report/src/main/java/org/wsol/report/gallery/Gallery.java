package org.wsol.report.gallery;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.wsol.core.Box;
import org.wsol.core.ScoreMap;

/**
 * The images of a report's gallery, in the form used by the page's script.
 *
 * @param methods tags in display order
 * @param focus the tag used for the initial order of images
 * @param seeds the seed of the run representing a tag
 * @param maps map methods with which images can be shown, in addition to the networks' own maps
 * @param total number of test images from which the shown ones were selected
 * @param items the shown images
 * @param unreadable paths of shown images that could not be found or decoded
 */
public record Gallery(
        List<String> methods,
        String focus,
        Map<String, Long> seeds,
        List<String> maps,
        int total,
        List<Item> items,
        List<String> unreadable) {

    /** Whether there are maps other than the networks' own. */
    public boolean hasMaps() {
        return !maps.isEmpty();
    }

    /** Whether not all test images are shown. */
    public boolean isSelection() {
        return items.size() < total;
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
     * @param photo a small copy as {@code data:} URL, or an empty text if the file could not be read
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
     * @param probability its probability in [0, 1], -1 if unknown
     * @param classCorrect whether the class is correct
     * @param threshold threshold of the evaluated box in [0, 1], -1 if unknown
     * @param box the evaluated box in original pixels, empty or one
     * @param iou its best IoU with an annotated box
     * @param error {@code correct} or the kind of error
     * @param boxMap the kind of map used for the box
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
     * A low-resolution map as text: scaled to its own range and stored as unsigned 16-bit little-endian numbers in
     * base64.
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
