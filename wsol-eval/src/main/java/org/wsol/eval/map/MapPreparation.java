package org.wsol.eval.map;

import java.util.Optional;
import org.wsol.core.ImageSize;
import org.wsol.core.ScoreMap;

/**
 * The preparation of a raw low-resolution map before thresholding: resize, erode, guided filter, then normalise, in
 * float64 as in the reference evaluation, which has no erosion and no guided filter.
 *
 * @param size the evaluation size
 * @param interpolation how the map is resized
 * @param erosion erosion radius in positions of the raw map, at least 0; 0: none
 * @param guided the guided filter of the photo; empty: none
 * @param normalizer how its scores are scaled to [0, 1]
 */
public record MapPreparation(
        ImageSize size,
        Interpolation interpolation,
        double erosion,
        Optional<GuidedFilter> guided,
        Normalizer normalizer) {

    /**
     * Checks the radius.
     *
     * @throws IllegalArgumentException if the erosion is negative or not finite
     */
    public MapPreparation {
        if (!(erosion >= 0) || Double.isInfinite(erosion)) {
            throw new IllegalArgumentException("the erosion must be at least 0 positions of the map, was " + erosion);
        }
    }

    /** Creates a preparation that only resizes and normalises. */
    public MapPreparation(ImageSize size, Interpolation interpolation, Normalizer normalizer) {
        this(size, interpolation, 0, Optional.empty(), normalizer);
    }

    /** The same with erosion by the given number of positions of the raw map. */
    public MapPreparation withErosion(double places) {
        return new MapPreparation(size, interpolation, places, guided, normalizer);
    }

    /** The same for the maps of one photo, with its guided filter. */
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
        double places = Math.min(erosion, Math.max(map.width(), map.height())); // more removes everything, too
        int radius = (int) Math.round(places * size.width() / map.width());
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
