package org.wsol.losses;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.wsol.core.internal.Required;
import org.wsol.core.random.SplitMix64;
import org.wsol.engine.graph.ParameterStore;
import org.wsol.engine.train.HostComputation;

/**
 * Assigns the positions of each image to background (the universum), source (similar to the pooled feature) and target
 * (similar to the class) with {@link ThreeMeans}, and draws the sets the adaptation loss compares (DA-WSOL, section
 * 3.3). Centres of the classes and of the universum are running means kept as state.
 *
 * @param set positions in the source and in the target set, the source set includes the pooled feature
 * @param places name of the features (B, C, P)
 * @param pooled name of the pooled features (B, C)
 */
record PlaceAssigner(int set, String places, String pooled) implements HostComputation {
    /** State: one centre per class, shape (K, C). */
    static final String CENTRES = DomainAdaptation.NAME + ".centres";
    /** State: the number of means averaged in each class centre, shape (K). */
    static final String COUNTS = DomainAdaptation.NAME + ".counts";
    /** State: the background's centre, shape (C). */
    static final String UNIVERSUM = DomainAdaptation.NAME + ".universum";
    /** State: the number of means averaged in it, shape (1). */
    static final String UNIVERSUM_COUNT = DomainAdaptation.NAME + ".universum_count";

    /** Computed: selects the source positions, shape (B, set - 1, P). */
    static final String SOURCE = DomainAdaptation.NAME + ".source";
    /** Computed: selects the target positions, shape (B, set, P). */
    static final String TARGET = DomainAdaptation.NAME + ".target";
    /** Computed: 1 for images with enough positions of both kinds, shape (B). */
    static final String USED = DomainAdaptation.NAME + ".used";
    /** Computed: 1 for background positions, shape (B, P). */
    static final String BACKGROUND = DomainAdaptation.NAME + ".background";

    /** Supplies random orders. */
    @FunctionalInterface
    interface Shuffle {
        /** 0 to n - 1 in random order; called for the target positions of an image, then for its source positions. */
        int[] order(int n);
    }

    @Override
    public Result compute(Map<String, INDArray> values, INDArray labels, ParameterStore parameters, SplitMix64 random) {
        return compute(
                Required.value(values, places),
                Required.value(values, pooled),
                labels,
                parameters,
                random::permutation);
    }

    Result compute(INDArray features, INDArray means, INDArray labels, ParameterStore parameters, Shuffle shuffle) {
        int images = (int) features.size(0);
        int area = (int) features.size(2);
        State state = State.of(parameters);
        Sets sets = new Sets(images, area, set);
        for (int i = 0; i < images; i++) {
            double[][] points = points(features, i);
            int label = label(labels, i);
            double[] mean = row(means, i);
            state.meet(label, mean);
            ThreeMeans.Clusters clusters =
                    ThreeMeans.of(points, new double[][] {state.universum(), mean, state.centre(label)});
            state.learn(label, clusters.centres());
            sets.add(i, clusters.labels(), shuffle);
        }
        return new Result(sets.arrays(features), state.arrays(features));
    }

    private static double[][] points(INDArray features, int image) {
        float[][] channels = features.slice(image).dup('c').toFloatMatrix();
        double[][] points = new double[channels[0].length][channels.length];
        for (int c = 0; c < channels.length; c++) {
            for (int p = 0; p < points.length; p++) {
                points[p][c] = channels[c][p];
            }
        }
        return points;
    }

    private static double[] row(INDArray array, int row) {
        return array.getRow(row).dup('c').data().asDouble();
    }

    private static int label(INDArray labels, int image) {
        return labels.getRow(image).argMax().getInt(0);
    }

    /** The running means while a batch is processed. */
    private record State(double[][] centres, double[] counts, double[] universum, double[] universumCount) {
        static State of(ParameterStore parameters) {
            INDArray centres = parameters.get(CENTRES);
            double[][] rows = new double[(int) centres.size(0)][];
            for (int k = 0; k < rows.length; k++) {
                rows[k] = row(centres, k);
            }
            return new State(
                    rows,
                    parameters.get(COUNTS).dup('c').data().asDouble(),
                    parameters.get(UNIVERSUM).dup('c').data().asDouble(),
                    parameters.get(UNIVERSUM_COUNT).dup('c').data().asDouble());
        }

        double[] centre(int label) {
            return centres[label];
        }

        /** The first image of a class initialises its centre. */
        void meet(int label, double[] mean) {
            if (counts[label] == 0) {
                centres[label] = mean.clone();
                counts[label] = 1;
            }
        }

        void learn(int label, double[][] found) {
            counts[label] = move(centres[label], found[1], counts[label]);
            universumCount[0] = move(universum, found[0], universumCount[0]);
        }

        private static double move(double[] mean, double[] value, double count) {
            for (int c = 0; c < mean.length; c++) {
                mean[c] = (mean[c] * count + value[c]) / (count + 1);
            }
            return count + 1;
        }

        Map<String, INDArray> arrays(INDArray like) {
            return Map.of(
                    CENTRES, Nd4j.createFromArray(centres).castTo(like.dataType()),
                    COUNTS, Nd4j.createFromArray(counts).castTo(like.dataType()),
                    UNIVERSUM, Nd4j.createFromArray(universum).castTo(like.dataType()),
                    UNIVERSUM_COUNT, Nd4j.createFromArray(universumCount).castTo(like.dataType()));
        }
    }

    /** The selected positions of a batch. */
    private record Sets(float[][][] source, float[][][] target, float[] used, float[][] background) {
        Sets(int images, int area, int set) {
            this(
                    new float[images][set - 1][area],
                    new float[images][set][area],
                    new float[images],
                    new float[images][area]);
        }

        void add(int image, int[] clusters, Shuffle shuffle) {
            List<Integer> sources = new ArrayList<>();
            List<Integer> targets = new ArrayList<>();
            for (int p = 0; p < clusters.length; p++) {
                if (clusters[p] == 0) {
                    background[image][p] = 1;
                } else if (clusters[p] == 1) {
                    sources.add(p);
                } else {
                    targets.add(p);
                }
            }
            int[] targetOrder = shuffle.order(targets.size());
            int[] sourceOrder = shuffle.order(sources.size());
            if (targets.size() >= target[image].length && sources.size() >= source[image].length) {
                used[image] = 1;
                pick(target[image], targets, targetOrder);
                pick(source[image], sources, sourceOrder);
            }
        }

        private static void pick(float[][] rows, List<Integer> places, int[] order) {
            for (int i = 0; i < rows.length; i++) {
                rows[i][places.get(order[i])] = 1;
            }
        }

        Map<String, INDArray> arrays(INDArray like) {
            return Map.of(
                    SOURCE, Nd4j.createFromArray(source).castTo(like.dataType()),
                    TARGET, Nd4j.createFromArray(target).castTo(like.dataType()),
                    USED, Nd4j.createFromArray(used).castTo(like.dataType()),
                    BACKGROUND, Nd4j.createFromArray(background).castTo(like.dataType()));
        }
    }
}
