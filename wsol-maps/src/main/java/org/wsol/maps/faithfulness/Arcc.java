package org.wsol.maps.faithfulness;

import java.util.List;
import java.util.function.Function;
import org.wsol.core.ScoreMap;
import org.wsol.maps.CamVariant;
import org.wsol.maps.Evidence;
import org.wsol.maps.FeatureMaps;
import org.wsol.maps.chain.MapChain;

/**
 * ARCC: the harmonic mean of 1 - complexity, coherency and ROAD.
 *
 * @param complexity mean score of the map, in [0, 1]; low is good
 * @param coherency correlation of the map with the map of the masked image, mapped to [0, 1]
 * @param road ROAD's combined score times two, clamped to [0, 1]
 */
public record Arcc(double complexity, double coherency, double road) {
    private static final List<Integer> PERCENTILES = List.of(20, 40, 60, 80);
    private static final double EPSILON = 1e-8;

    /**
     * The components for one image.
     *
     * @param map the method's final map at the image's size
     * @param variant the method
     * @param chain the post-processing of its raw maps, to the image's size
     */
    public static Arcc of(Evidence evidence, ScoreMap map, CamVariant variant, MapChain chain, Road road) {
        return of(
                evidence,
                map,
                changed ->
                        chain.apply(variant.raw(changed), changed.imageSize()).toScoreMap(),
                road);
    }

    /**
     * The components for one image, for any method.
     *
     * @param map the final map at the image's size
     * @param maker computes the final map of another image
     */
    public static Arcc of(Evidence evidence, ScoreMap map, Function<Evidence, ScoreMap> maker, Road road) {
        double combined = road.summary(evidence, map, PERCENTILES).combined();
        return new Arcc(complexity(map), coherency(evidence, map, maker), Math.max(0, Math.min(1, 2 * combined)));
    }

    /** Mean magnitude of the scores. */
    public static double complexity(ScoreMap map) {
        double sum = 0;
        float[] scores = map.toArray();
        for (float score : scores) {
            sum += Math.abs(score);
        }
        return sum / scores.length;
    }

    /** {@code (r + 1) / 2} with r the correlation of the map and the map of the image times the map. */
    private static double coherency(Evidence evidence, ScoreMap map, Function<Evidence, ScoreMap> maker) {
        FeatureMaps image = evidence.image();
        float[] mask = map.toArray();
        float[] masked = new float[image.values().length];
        for (int i = 0; i < masked.length; i++) {
            masked[i] = image.values()[i] * mask[i % mask.length];
        }
        Evidence changed = evidence.ofImages(List.of(new FeatureMaps(image.channels(), image.size(), masked)))
                .get(0);
        return (correlation(maker.apply(changed).toArray(), mask) + 1) / 2;
    }

    private static double correlation(float[] a, float[] b) {
        double meanA = mean(a);
        double meanB = mean(b);
        double products = 0;
        double squaresA = 0;
        double squaresB = 0;
        for (int i = 0; i < a.length; i++) {
            products += (a[i] - meanA) * (b[i] - meanB);
            squaresA += (a[i] - meanA) * (a[i] - meanA);
            squaresB += (b[i] - meanB) * (b[i] - meanB);
        }
        double count = a.length - 1;
        return products / count / (Math.sqrt(squaresA / count) * Math.sqrt(squaresB / count) + EPSILON);
    }

    private static double mean(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    /** The harmonic mean of coherency, 1 - complexity and ROAD, in [0, 1]. */
    public double value() {
        return 3 / (1 / (coherency + EPSILON) + 1 / (1 - complexity + EPSILON) + 1 / (road + EPSILON));
    }
}
