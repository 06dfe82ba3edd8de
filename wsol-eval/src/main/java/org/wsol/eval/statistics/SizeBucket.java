package org.wsol.eval.statistics;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.wsol.core.Box;
import org.wsol.eval.metric.BoxEvaluation;
import org.wsol.eval.metric.GroundTruth;

/**
 * The size of an object relative to its image: the area of the image's largest box as a share of the image. The bounds
 * divide the usual data sets into buckets of useful size (median shares: CUB test 0.32, ILSVRC test 0.21, ImageNetV2
 * 0.13).
 */
public enum SizeBucket {
    /** Below 10 percent of the image. */
    SMALL,
    /** From 10 to 30 percent. */
    MEDIUM,
    /** 30 percent and above. */
    LARGE;

    private static final double MEDIUM_FROM = 0.1;
    private static final double LARGE_FROM = 0.3;

    /** The name in files: {@code small}, {@code medium} or {@code large}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The bucket of an image. */
    public static SizeBucket of(GroundTruth truth) {
        double share = areaShare(truth);
        return share < MEDIUM_FROM ? SMALL : share < LARGE_FROM ? MEDIUM : LARGE;
    }

    /** The area of the largest box as a share of the image, in (0, 1]. */
    public static double areaShare(GroundTruth truth) {
        long largest = truth.boxes().stream().mapToLong(Box::area).max().orElseThrow();
        return (double) largest / truth.imageSize().area();
    }

    /** The images of each bucket as separate sets; empty buckets are omitted. */
    public static Map<SizeBucket, BoxEvaluation> split(BoxEvaluation evaluation) {
        Map<SizeBucket, BoxEvaluation> buckets = new EnumMap<>(SizeBucket.class);
        for (SizeBucket bucket : values()) {
            evaluation.only(image -> of(image.truth()) == bucket).ifPresent(part -> buckets.put(bucket, part));
        }
        return buckets;
    }
}
