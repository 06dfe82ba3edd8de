package org.wsol.eval.map;

import java.util.Optional;
import org.wsol.core.ImageSize;
import org.wsol.core.ScoreMap;

/**
 * The preparation of a raw low-resolution map before boxes are cut: resize, erode, fit to the photo, then normalise, in float64 as
 * the reference evaluation does it; the reference neither erodes nor fits.
 *
 * @param size the evaluation size
 * @param interpolation how the map is resized
 * @param erosion width of the rim that regions lose, in positions of the raw map, at least 0; 0: none
 * @param guided fits the map to the photo it is of; empty: not fitted
 * @param normalizer how its scores are brought to [0, 1]
 */
public record MapPreparation(
        ImageSize size,
        Interpolation interpolation,
        double erosion,
        Optional<GuidedFilter> guided,
        Normalizer normalizer) {

    /** Resized and normalised only. */
    public MapPreparation(ImageSize size, Interpolation interpolation, Normalizer normalizer) {
        this(size, interpolation, 0, Optional.empty(), normalizer);
    }

    /** The same with erosion by that many positions of the raw map. */
    public MapPreparation withErosion(double places) {
        return new MapPreparation(size, interpolation, places, guided, normalizer);
    }

    /** The same for the maps of one photo, fitted to it. */
    public MapPreparation guidedBy(Optional<GuidedFilter> photo) {
        return new MapPreparation(size, interpolation, erosion, photo, normalizer);
    }

    /** The reference evaluation: 224 x 224, bicubic, min-max. */
    public static MapPreparation reference() {
        return new MapPreparation(ImageSize.square(224), Interpolation.BICUBIC, new Normalizer.MinMax());
    }

    /** The prepared map, scores in [0, 1]. */
    public ScoreArray apply(ScoreArray map) {
        ScoreArray enlarged = MapResizer.resize(map, size, interpolation);
        int radius = (int) Math.round(erosion * size.width() / map.width());
        ScoreArray narrowed = radius == 0 ? enlarged : Erosion.apply(enlarged, radius);
        return normalizer.apply(guided.map(filter -> filter.apply(narrowed)).orElse(narrowed));
    }

    /** The prepared map, scores in [0, 1]. */
    public ScoreArray apply(ScoreMap map) {
        return apply(ScoreArray.of(map));
    }

    /** The name in reports, for example {@code bicubic/min-max}. */
    public String name() {
        String eroded = erosion == 0 ? "" : "/erosion " + erosion;
        return interpolation.id() + eroded + (guided.isPresent() ? "/guided" : "") + "/" + normalizer.name();
    }
}
