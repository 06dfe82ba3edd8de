package org.wsol.eval.map;

import org.wsol.core.ImageSize;
import org.wsol.core.ScoreMap;

/**
 * The preparation of a raw low-resolution map before boxes are cut: resize, erode, then normalise, in float64 as the
 * reference evaluation
 * does it; the reference does not erode.
 *
 * @param size the evaluation size
 * @param interpolation how the map is resized
 * @param erosion width of the rim that regions lose, in places of the raw map, at least 0; 0: none
 * @param normalizer how its scores are brought to [0, 1]
 */
public record MapPreparation(ImageSize size, Interpolation interpolation, double erosion, Normalizer normalizer) {

    /** Without erosion. */
    public MapPreparation(ImageSize size, Interpolation interpolation, Normalizer normalizer) {
        this(size, interpolation, 0, normalizer);
    }

    /** The same with erosion by that many places of the raw map. */
    public MapPreparation withErosion(double places) {
        return new MapPreparation(size, interpolation, places, normalizer);
    }

    /** The reference evaluation: 224 x 224, bicubic, min-max. */
    public static MapPreparation reference() {
        return new MapPreparation(ImageSize.square(224), Interpolation.BICUBIC, new Normalizer.MinMax());
    }

    /** The prepared map, scores in [0, 1]. */
    public ScoreArray apply(ScoreArray map) {
        ScoreArray enlarged = MapResizer.resize(map, size, interpolation);
        int radius = (int) Math.round(erosion * size.width() / map.width());
        return normalizer.apply(radius == 0 ? enlarged : Erosion.apply(enlarged, radius));
    }

    /** The prepared map, scores in [0, 1]. */
    public ScoreArray apply(ScoreMap map) {
        return apply(ScoreArray.of(map));
    }

    /** The name in reports, for example {@code bicubic/min-max}. */
    public String name() {
        String eroded = erosion == 0 ? "" : "/erosion " + erosion;
        return interpolation.id() + eroded + "/" + normalizer.name();
    }
}
