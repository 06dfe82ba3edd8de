package org.wsol.maps.chain;

import java.util.List;
import org.wsol.core.ImageSize;
import org.wsol.core.ScoreMap;
import org.wsol.eval.map.ScoreArray;
import org.wsol.maps.formula.Scaling;

/**
 * torch-cam's chain: each map cut off below 0 and scaled at its own size (1e-8 added to the divisor), several joined at the
 * size of the largest. Nothing is enlarged to the image.
 *
 * @param rectified false for plain CAM, whose negative scores that library keeps
 * @param fusion {@link Fusion#MAXIMUM}, {@link Fusion#TANH_MAXIMUM} for LayerCAM, {@link Fusion#PRODUCT} for Refine-CAM, whose
 *     product is scaled again
 */
public record TorchCamChain(boolean rectified, Fusion fusion) implements MapChain {
    private static final double EPSILON = 1e-8;

    @Override
    public ScoreArray apply(List<ScoreMap> raw, ImageSize image) {
        ScoreMap fused = fusion.fuse(raw, rectified);
        float[] values = fused.toArray();
        if (fusion == Fusion.PRODUCT) {
            Scaling.minMax(values, EPSILON);
        }
        return ScoreArray.of(fused.height(), fused.width(), values);
    }
}
