package org.wsol.maps.chain;

import java.util.List;
import org.wsol.core.ImageSize;
import org.wsol.core.ScoreMap;
import org.wsol.eval.map.MapPreparation;
import org.wsol.eval.map.ScoreArray;

/**
 * The chain every map of this project goes through: several stages fused as LayerCAM does it, then enlarged and normalised
 * without a ReLU of its own.
 *
 * @param preparation size, interpolation and normaliser
 */
public record OwnChain(MapPreparation preparation) implements MapChain {

    @Override
    public ScoreArray apply(List<ScoreMap> raw, ImageSize image) {
        return preparation.apply(Fusion.TANH_MAXIMUM.fuse(raw));
    }
}
