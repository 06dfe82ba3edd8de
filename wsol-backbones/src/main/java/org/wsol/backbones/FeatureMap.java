package org.wsol.backbones;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.wsol.core.ImageSize;
import org.wsol.core.InvalidInputException;

/**
 * The {@code featureMap} option: the side of the last feature map for images of 224 pixels, which determines its
 * stride.
 */
final class FeatureMap {
    /** The image side that the option refers to. */
    static final int REFERENCE_SIDE = 224;

    /** The smallest image side supported by all networks of this project. */
    private static final int SMALLEST_SIDE = 32;

    private FeatureMap() {}

    /**
     * The stride of the last feature map: 32, 16 or 8.
     *
     * @param backbone name for messages
     * @param featureMap the option's value
     * @param imageSize the images' size
     * @param allowed the values supported by this backbone
     * @throws InvalidInputException if the value is not allowed or the images are too small
     */
    static int stride(String backbone, int featureMap, ImageSize imageSize, int... allowed) {
        if (Arrays.stream(allowed).noneMatch(value -> value == featureMap)) {
            throw new InvalidInputException("backbone " + backbone + ": featureMap is " + featureMap + ", allowed: "
                    + Arrays.stream(allowed).mapToObj(String::valueOf).collect(Collectors.joining(", ")));
        }
        if (Math.min(imageSize.height(), imageSize.width()) < SMALLEST_SIDE) {
            throw new InvalidInputException("backbone " + backbone + ": images of " + imageSize
                    + " are too small, use at least " + ImageSize.square(SMALLEST_SIDE));
        }
        return REFERENCE_SIDE / featureMap;
    }
}
