package org.wsol.eval.metric;

import java.util.List;

/**
 * The classes predicted for an image.
 *
 * @param classes class indices, most likely first, at least one; five are needed for Top-5
 */
public record ClassPrediction(List<Integer> classes) {
    private static final int TOP = 5;

    /** Copies the list; rejects an empty one and negative classes. */
    public ClassPrediction {
        classes = List.copyOf(classes);
        if (classes.stream().anyMatch(k -> k < 0)) {
            throw new IllegalArgumentException("classes are indices from 0, were " + classes);
        }
        if (classes.isEmpty()) {
            throw new IllegalArgumentException("a prediction names at least one class");
        }
    }

    /**
     * The five most likely classes of scores; for ties, the lower class index comes first.
     *
     * @param scores one score (logit or probability) per class
     * @throws IllegalArgumentException if one of them is NaN, or there are none
     */
    public static ClassPrediction ofScores(float[] scores) {
        for (int k = 0; k < scores.length; k++) {
            if (Float.isNaN(scores[k])) {
                throw new IllegalArgumentException("the score of class " + k + " is NaN");
            }
        }
        List<Integer> ranked = java.util.stream.IntStream.range(0, scores.length)
                .boxed()
                .sorted((a, b) -> Float.compare(scores[b], scores[a]))
                .limit(TOP)
                .toList();
        return new ClassPrediction(ranked);
    }

    /** The most likely class. */
    public int first() {
        return classes.get(0);
    }

    /** Whether the most likely class is the given one. */
    public boolean isTop1(int label) {
        return first() == label;
    }

    /** Whether the given class is among the first five. */
    public boolean isTop5(int label) {
        return classes.subList(0, Math.min(TOP, classes.size())).contains(label);
    }
}
