package org.wsol.eval.map;

import org.wsol.core.ImageSize;
import org.wsol.core.ScoreMap;

/**
 * What is done to a raw low-resolution map before it is cut: resize, then normalise, in float64 as the reference evaluation
 * does it.
 *
 * @param size the evaluation size
 * @param interpolation how the map is resized
 * @param normalizer how its scores are brought to [0, 1]
 */
public record MapPreparation(ImageSize size, Interpolation interpolation, Normalizer normalizer) {

    /** The reference evaluation: 224 x 224, bicubic, min-max. */
    public static MapPreparation reference() {
        return new MapPreparation(ImageSize.square(224), Interpolation.BICUBIC, new Normalizer.MinMax());
    }

    /** The prepared map, scores in [0, 1]. */
    public ScoreArray apply(ScoreArray map) {
        return normalizer.apply(MapResizer.resize(map, size, interpolation));
    }

    /** The prepared map, scores in [0, 1]. */
    public ScoreArray apply(ScoreMap map) {
        return apply(ScoreArray.of(map));
    }

    /** The name in reports, for example {@code bicubic/min-max}. */
    public String name() {
        return interpolation.id() + "/" + normalizer.name();
    }
}
