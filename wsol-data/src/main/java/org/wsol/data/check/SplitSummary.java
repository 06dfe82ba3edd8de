package org.wsol.data.check;

import java.util.Map;
import org.wsol.core.data.SplitName;

/**
 * The numbers of images, boxes and masks of a split.
 *
 * @param name the split
 * @param images number of images
 * @param boxes number of boxes
 * @param masks number of mask files
 * @param imagesPerClass number of images by class name, for every class of the data set
 */
public record SplitSummary(SplitName name, int images, int boxes, int masks, Map<String, Integer> imagesPerClass) {

    /** The smallest number of images in a class. */
    public int fewest() {
        return imagesPerClass.values().stream()
                .mapToInt(Integer::intValue)
                .min()
                .orElse(0);
    }

    /** The largest number of images in a class. */
    public int most() {
        return imagesPerClass.values().stream()
                .mapToInt(Integer::intValue)
                .max()
                .orElse(0);
    }
}
