package org.wsol.cli.parity;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The result of one training.
 *
 * @param steps every loss term, their total and the gradient's norm, of each step
 * @param features the last feature map after the last step
 */
record TrainingOutcome(List<Map<String, Double>> steps, float[] features) {
    static final String FEATURES = "final features";

    /** The difference of each value of each step from another result; the features are a separate last step. */
    List<Map<String, Double>> distances(TrainingOutcome other) {
        List<Map<String, Double>> distances = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            Map<String, Double> values = other.steps.get(i);
            Map<String, Double> ofStep = new TreeMap<>();
            steps.get(i).forEach((name, value) -> ofStep.put(name, Math.abs(value - values.get(name))));
            distances.add(ofStep);
        }
        distances.add(Map.of(FEATURES, largestDifference(features, other.features)));
        return distances;
    }

    /** The tolerance of each value: absolute for scalars below 1, otherwise relative. */
    List<Map<String, Double>> tolerances(double relative) {
        List<Map<String, Double>> tolerances = new ArrayList<>();
        for (Map<String, Double> step : steps) {
            Map<String, Double> ofStep = new TreeMap<>();
            step.forEach((name, value) -> ofStep.put(name, relative * Math.max(1, Math.abs(value))));
            tolerances.add(ofStep);
        }
        tolerances.add(Map.of(FEATURES, relative * largestDifference(features, new float[features.length])));
        return tolerances;
    }

    private static double largestDifference(float[] first, float[] second) {
        if (first.length != second.length) {
            throw new IllegalArgumentException(first.length + " features, not " + second.length);
        }
        double largest = 0;
        for (int i = 0; i < first.length; i++) {
            largest = Math.max(largest, Math.abs(first[i] - second[i]));
        }
        return largest;
    }
}
