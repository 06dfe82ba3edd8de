package org.wsol.maps;

import java.util.List;
import org.wsol.core.ScoreMap;

/**
 * A method that computes maps of a trained classifier: Grad-CAM, Score-CAM, ... It requests values from an {@link
 * Evidence}, which computes only what is requested.
 *
 * <p>The maps are raw: with any sign and range, at the size of their stage, before ReLU, scaling and resizing. A {@link
 * org.wsol.maps.chain.MapChain} converts them to scores in [0, 1].
 */
@FunctionalInterface
public interface CamVariant {

    /**
     * The raw maps of one image.
     *
     * @param evidence the image, the requested class and the values of the network for them
     * @return one map per target stage ({@link Evidence#stages()}), in order, or a single one if the method uses the
     *     whole network; values are finite
     * @throws org.wsol.core.InvalidInputException if the network does not support the method; the message names one
     *     that works
     */
    List<ScoreMap> raw(Evidence evidence);
}
