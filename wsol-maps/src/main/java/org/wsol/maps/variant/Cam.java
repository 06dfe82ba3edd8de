package org.wsol.maps.variant;

import java.util.List;
import org.wsol.maps.CamVariant;
import org.wsol.maps.CamVariantProvider;
import org.wsol.maps.Evidence;
import org.wsol.maps.variant.Channels.NoOptions;

/**
 * The network's own map: {@code sum over k of w[class, k] A_k} (Zhou et al., CVPR 2016) at the last stage, or the map
 * of the method it was trained with. Target stages are ignored.
 */
public final class Cam implements CamVariantProvider<NoOptions> {

    @Override
    public String name() {
        return "cam";
    }

    @Override
    public String summary() {
        return "CAM: the class weights on the last map, or the map of the method the network was trained with.";
    }

    @Override
    public Class<NoOptions> optionsType() {
        return NoOptions.class;
    }

    @Override
    public boolean usesStages() {
        return false;
    }

    @Override
    public CamVariant create(NoOptions options) {
        return (Evidence evidence) -> List.of(evidence.ownMap());
    }
}
