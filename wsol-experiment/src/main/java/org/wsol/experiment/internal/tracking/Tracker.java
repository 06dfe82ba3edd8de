package org.wsol.experiment.internal.tracking;

import java.awt.image.BufferedImage;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Receives the metrics of one run, in order of steps. Used by one thread at a time. */
public interface Tracker extends AutoCloseable {

    /** Receives numbers. */
    void metrics(MetricEvent event);

    /**
     * Receives an image.
     *
     * @param name its name, with slashes as groups: {@code maps/bird-1}
     * @param step optimizer steps done
     */
    void image(String name, long step, BufferedImage image);

    /** Writes pending data. */
    @Override
    void close();

    /**
     * Numbers measured at one point of a training.
     *
     * @param kind {@link #TRAIN}, {@link #EPOCH}, {@link #VALIDATION}, {@link #GRADIENTS} or {@link #TEST}
     * @param step optimizer steps done
     * @param epoch epochs done, with fraction
     * @param values by name
     */
    record MetricEvent(String kind, long step, double epoch, Map<String, Double> values) {
        /** Losses of a step. */
        public static final String TRAIN = "train";
        /** Means over an epoch. */
        public static final String EPOCH = "epoch";
        /** An evaluation of the validation split. */
        public static final String VALIDATION = "validation";
        /** The gradient of every loss term. */
        public static final String GRADIENTS = "gradients";
        /** An evaluation of the test split. */
        public static final String TEST = "test";

        /** Copies the map, keeping its order. */
        public MetricEvent {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }
    }
}
