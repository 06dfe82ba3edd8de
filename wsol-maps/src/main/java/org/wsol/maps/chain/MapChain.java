package org.wsol.maps.chain;

import java.util.List;
import org.wsol.core.ImageSize;
import org.wsol.core.ScoreMap;
import org.wsol.eval.map.ScoreArray;

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
}
