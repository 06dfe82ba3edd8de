package org.wsol.maps;

import java.util.List;
import org.wsol.core.ScoreMap;

/**
 * A way to make maps of a trained classifier: Grad-CAM, Score-CAM, ... It asks an {@link Evidence} for what it needs and
 * nothing else is computed.
 *
 * <p>The maps are raw: of any sign and range, at the size of the stage they come from, before ReLU, scaling and enlarging.
 * A {@link org.wsol.maps.chain.MapChain} brings them to [0, 1].
 */
@FunctionalInterface
public interface CamVariant {

    /**
     * The raw maps of one image.
     *
     * @param evidence the image, the requested class and the values of the network for them
     * @return one map per target stage ({@link Evidence#stages()}), in their order, or a single one where the method
     *     uses the whole network; finite numbers
     * @throws org.wsol.core.InvalidInputException when the network cannot give what the method needs; the message names a
     *     method that works
     */
    List<ScoreMap> raw(Evidence evidence);
}
