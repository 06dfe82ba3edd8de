package org.wsol.maps.chain;

import java.util.ArrayList;
import java.util.List;
import org.wsol.core.ImageSize;
import org.wsol.core.ScoreMap;
import org.wsol.eval.map.MapPreparation;
import org.wsol.eval.map.ScoreArray;
import org.wsol.maps.formula.Scaling;

/**
 * The post-processing of a method's raw maps to scores in [0, 1]. Results of two methods are comparable only with the
 * same chain.
 */
@FunctionalInterface
public interface MapChain {

    /**
     * The final map.
     *
     * @param raw one map per stage
     * @param image rows and columns of the image
     * @return scores in [0, 1]; all zeros if the raw maps are constant or not positive anywhere, never NaN
     */
    ScoreArray apply(List<ScoreMap> raw, ImageSize image);

    /**
     * torch-cam's chain: each map is clamped at 0 and scaled at its own size (1e-8 added to the divisor); several are
     * combined at the size of the largest. Maps are not enlarged to the image.
     *
     * @param rectified false for plain CAM, whose negative scores are kept by that library
     * @param fusion {@link Fusion#MAXIMUM}, {@link Fusion#TANH_MAXIMUM} for LayerCAM, {@link Fusion#PRODUCT} for Refine-CAM, whose
     *     product is scaled again
     */
    record TorchCamChain(boolean rectified, Fusion fusion) implements MapChain {
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

    /**
     * pytorch-grad-cam's chain: each map is clamped at 0 and scaled at its own size and enlarged bilinearly to the
     * image; the maps are combined and scaled again. Every scaling adds 1e-7 to its divisor.
     *
     * @param fusion {@link Fusion#MEAN}, or {@link Fusion#PRODUCT} for Refine-CAM, which scales each map again before
     */
    record PytorchGradCamChain(Fusion fusion) implements MapChain {
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

    /**
     * This project's default chain: several stages are fused as in LayerCAM, then enlarged and normalised without an
     * additional ReLU.
     *
     * @param preparation size, interpolation and normaliser
     */
    record OwnChain(MapPreparation preparation) implements MapChain {

        @Override
        public ScoreArray apply(List<ScoreMap> raw, ImageSize image) {
            return preparation.apply(Fusion.TANH_MAXIMUM.fuse(raw));
        }
    }
}
