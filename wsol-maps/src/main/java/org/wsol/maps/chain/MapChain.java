package org.wsol.maps.chain;

import java.util.ArrayList;
import java.util.List;
import org.wsol.core.ImageSize;
import org.wsol.core.ScoreMap;
import org.wsol.eval.map.MapPreparation;
import org.wsol.eval.map.ScoreArray;
import org.wsol.maps.formula.Scaling;

/**
 * What is done to a method's raw maps until they are scores in [0, 1]. Numbers of two methods can be compared only where both
 * went through the same chain.
 */
@FunctionalInterface
public interface MapChain {

    /**
     * The finished map.
     *
     * @param raw one map per stage
     * @param image rows and columns of the image
     * @return scores in [0, 1]; all zeros where the raw maps are constant or nowhere positive, never NaN
     */
    ScoreArray apply(List<ScoreMap> raw, ImageSize image);

    /**
     * torch-cam's chain: each map cut off below 0 and scaled at its own size (1e-8 added to the divisor), several joined at the
     * size of the largest. Nothing is enlarged to the image.
     *
     * @param rectified false for plain CAM, whose negative scores that library keeps
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
     * pytorch-grad-cam's chain: each map cut off below 0 and scaled at its own size, enlarged bilinearly to the image, the maps
     * joined, scaled again. Every scaling adds 1e-7 to its divisor.
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
     * The chain every map of this project goes through: several stages fused as LayerCAM does it, then enlarged and normalised
     * without a ReLU of its own.
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
