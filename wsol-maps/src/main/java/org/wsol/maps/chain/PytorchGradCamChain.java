package org.wsol.maps.chain;

import java.util.ArrayList;
import java.util.List;
import org.wsol.core.ImageSize;
import org.wsol.core.ScoreMap;
import org.wsol.eval.map.ScoreArray;
import org.wsol.maps.formula.Scaling;

/**
 * pytorch-grad-cam's chain: each map cut off below 0 and scaled at its own size, enlarged bilinearly to the image, the maps
 * joined, scaled again. Every scaling adds 1e-7 to its divisor.
 *
 * @param fusion {@link Fusion#MEAN}, or {@link Fusion#PRODUCT} for Refine-CAM, which scales each map again before
 */
public record PytorchGradCamChain(Fusion fusion) implements MapChain {
    private static final double EPSILON = 1e-7;

    @Override
    public ScoreArray apply(List<ScoreMap> raw, ImageSize image) {
        List<float[]> enlarged = new ArrayList<>();
        for (ScoreMap map : raw) {
            float[] values = map.toArray();
            Scaling.rectify(values);
            Scaling.minMax(values, EPSILON);
            float[] large = Fusion.resized(ScoreMap.of(map.height(), map.width(), values), image);
            Scaling.rectify(large);
            if (fusion == Fusion.PRODUCT) {
                Scaling.minMax(large, EPSILON);
            }
            enlarged.add(large);
        }
        float[] fused = fusion.of(enlarged);
        Scaling.minMax(fused, EPSILON);
        return ScoreArray.of(image.height(), image.width(), fused);
    }
}
