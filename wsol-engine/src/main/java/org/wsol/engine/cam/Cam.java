package org.wsol.engine.cam;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.wsol.core.ScoreMap;

/**
 * Class activation maps of any network whose head is global average pooling and a linear layer, no matter how it was
 * trained.
 */
public final class Cam {
    /** The smallest divisor, as in PyTorch's {@code normalize}. */
    static final double SMALLEST_LENGTH = 1e-12;

    private Cam() {}

    /**
     * The class activation map of one class and its factors, {@code CAM = F x S x |w|}.
     *
     * @param features the last feature map of one image, shape (C, H, W)
     * @param weights class weights, shape (K, C)
     * @param label the class, in [0, K)
     * @throws IllegalArgumentException if the shapes do not fit together or the class does not exist
     */
    public static Decomposition decompose(INDArray features, INDArray weights, int label) {
        if (features.rank() != 3 || weights.rank() != 2 || features.size(0) != weights.size(1)) {
            throw new IllegalArgumentException(
                    "features (C, H, W) and weights (K, C) do not fit: " + java.util.Arrays.toString(features.shape())
                            + " and " + java.util.Arrays.toString(weights.shape()));
        }
        if (label < 0 || label >= weights.size(0)) {
            throw new IllegalArgumentException("class " + label + " is not one of the " + weights.size(0) + " classes");
        }
        int channels = (int) features.size(0);
        int height = (int) features.size(1);
        int width = (int) features.size(2);
        float[] weight = weights.getRow(label).dup().toFloatVector();
        return decompose(features.dup('c').reshape(-1).toFloatVector(), weight, channels, height, width);
    }

    private static Decomposition decompose(float[] features, float[] weight, int channels, int height, int width) {
        int places = height * width;
        double[] products = new double[places];
        double[] squares = new double[places];
        double weightSquare = 0;
        for (int c = 0; c < channels; c++) {
            weightSquare += (double) weight[c] * weight[c];
            for (int p = 0; p < places; p++) {
                float value = features[c * places + p];
                products[p] += (double) weight[c] * value;
                squares[p] += (double) value * value;
            }
        }
        double weightNorm = Math.sqrt(weightSquare);
        float[] cam = new float[places];
        float[] norm = new float[places];
        float[] similarity = new float[places];
        for (int p = 0; p < places; p++) {
            double length = Math.sqrt(squares[p]);
            cam[p] = (float) products[p];
            norm[p] = (float) length;
            similarity[p] =
                    (float) (products[p] / (Math.max(length, SMALLEST_LENGTH) * Math.max(weightNorm, SMALLEST_LENGTH)));
        }
        return new Decomposition(
                ScoreMap.of(height, width, cam),
                ScoreMap.of(height, width, norm),
                ScoreMap.of(height, width, similarity),
                weightNorm);
    }

    /**
     * A class activation map and its factors: at every position {@code cam = norm * similarity * weightNorm} (paper, section 3).
     *
     * @param cam {@code sum over c of w[c] * f[c]}; any sign
     * @param norm F, the length of the feature vector, at least 0
     * @param similarity S, the cosine between feature and class weight, in [-1, 1]; 0 where either is zero
     * @param weightNorm |w|, the length of the class weight
     */
    public record Decomposition(ScoreMap cam, ScoreMap norm, ScoreMap similarity, double weightNorm) {}
}
