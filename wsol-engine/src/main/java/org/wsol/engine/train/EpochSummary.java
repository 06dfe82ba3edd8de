package org.wsol.engine.train;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The measurements of one epoch of training.
 *
 * @param epoch from 0
 * @param steps optimizer steps done since the run began
 * @param learningRate the base learning rate of the last step
 * @param total mean loss per image
 * @param terms mean unweighted value per image of every term that was active, by name
 * @param top1 training accuracy in percent
 * @param seconds wall time
 * @param imagesPerSecond training speed
 * @param waitPercent share of the time spent waiting for images
 */
public record EpochSummary(
        int epoch,
        long steps,
        double learningRate,
        double total,
        Map<String, Double> terms,
        double top1,
        double seconds,
        double imagesPerSecond,
        double waitPercent) {

    /** Copies the map, sorted by name. */
    public EpochSummary {
        terms = Collections.unmodifiableMap(new TreeMap<>(terms));
    }
}
