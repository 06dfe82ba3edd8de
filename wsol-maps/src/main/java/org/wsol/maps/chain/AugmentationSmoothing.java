package org.wsol.maps.chain;

import java.util.ArrayList;
import java.util.List;
import org.wsol.eval.map.ScoreArray;
import org.wsol.maps.CamVariant;
import org.wsol.maps.Evidence;
import org.wsol.maps.FeatureMaps;

/**
 * The mean of the final maps of an image and its mirror image, each at 0.9, 1 and 1.1 times its normalised values,
 * mirrored back; six passes. Not rescaled, so that the largest score shows how well the six agree.
 */
public final class AugmentationSmoothing {
    private static final float[] STRENGTHS = {0.9f, 1, 1.1f};

    private AugmentationSmoothing() {}

    /** The averaged map. */
    public static ScoreArray apply(CamVariant variant, MapChain chain, Evidence evidence) {
        List<FeatureMaps> images = new ArrayList<>();
        for (boolean mirrored : new boolean[] {false, true}) {
            for (float strength : STRENGTHS) {
                images.add(changed(evidence.image(), mirrored, strength));
            }
        }
        List<Evidence> changed = evidence.ofImages(images);
        ScoreArray shape = chain.apply(variant.raw(changed.get(0)), evidence.imageSize());
        double[] mean = new double[shape.height() * shape.width()];
        for (int i = 0; i < changed.size(); i++) {
            ScoreArray map = i == 0 ? shape : chain.apply(variant.raw(changed.get(i)), evidence.imageSize());
            add(mean, map, i >= STRENGTHS.length, changed.size());
        }
        return ScoreArray.of(shape.height(), shape.width(), mean);
    }

    private static FeatureMaps changed(FeatureMaps image, boolean mirrored, float strength) {
        int width = image.size().width();
        float[] values = new float[image.values().length];
        for (int i = 0; i < values.length; i++) {
            int source = mirrored ? i - i % width + width - 1 - i % width : i;
            values[i] = strength * image.values()[source];
        }
        return new FeatureMaps(image.channels(), image.size(), values);
    }

    private static void add(double[] mean, ScoreArray map, boolean mirrored, int count) {
        int width = map.width();
        for (int i = 0; i < mean.length; i++) {
            int source = mirrored ? i - i % width + width - 1 - i % width : i;
            mean[i] += map.at(source) / count;
        }
    }
}
