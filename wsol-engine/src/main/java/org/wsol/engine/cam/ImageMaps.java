package org.wsol.engine.cam;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.wsol.core.ImageSize;
import org.wsol.core.ScoreMap;
import org.wsol.engine.cam.Cam.Decomposition;
import org.wsol.engine.graph.GraphResult;

/**
 * The output of the inference graph for one image. A method whose map is not a product of factors has no factors.
 *
 * @param logits K class scores
 * @param cam the map of the requested class, row-major: for most methods a class activation map
 * @param norm norm map F, row-major, if the map has one
 * @param similarity similarity map S of the requested class, row-major, if the map has one
 * @param weightNorm |w|, the length of the requested class's weight, if there is one
 */
public record ImageMaps(
        float[] logits, float[] cam, Optional<float[]> norm, Optional<float[]> similarity, Optional<Float> weightNorm) {

    /** One entry per image, with copies of the outputs of a {@link LocalizationGraph}. */
    public static List<ImageMaps> of(GraphResult result) {
        float[][] logits = result.output(LocalizationGraph.LOGITS).toFloatMatrix();
        float[][] cams = result.output(LocalizationGraph.CAM).toFloatMatrix();
        Optional<float[][]> norms = optional(result, LocalizationGraph.NORM);
        Optional<float[][]> similarities = optional(result, LocalizationGraph.SIMILARITY);
        Optional<float[][]> weightNorms = optional(result, LocalizationGraph.WEIGHT_NORM);
        List<ImageMaps> maps = new ArrayList<>();
        for (int i = 0; i < logits.length; i++) {
            int image = i;
            maps.add(new ImageMaps(
                    logits[i],
                    cams[i],
                    norms.map(rows -> rows[image]),
                    similarities.map(rows -> rows[image]),
                    weightNorms.map(rows -> rows[image][0])));
        }
        return maps;
    }

    private static Optional<float[][]> optional(GraphResult result, String name) {
        return Optional.ofNullable(result.outputs().get(name)).map(INDArray::toFloatMatrix);
    }

    /**
     * The map with its factors, if it has all three.
     *
     * @param size rows and columns of the maps
     */
    public Optional<Decomposition> decomposition(ImageSize size) {
        return norm.flatMap(f -> similarity.flatMap(
                s -> weightNorm.map(w -> new Decomposition(map(cam, size), map(f, size), map(s, size), w))));
    }

    private static ScoreMap map(float[] values, ImageSize size) {
        return ScoreMap.of(size.height(), size.width(), values);
    }

    /** The class with the highest score; the first one for ties. */
    public int predictedClass() {
        int best = 0;
        for (int k = 1; k < logits.length; k++) {
            if (logits[k] > logits[best]) {
                best = k;
            }
        }
        return best;
    }

    /** Softmax of the class scores at one class. */
    public double probability(int label) {
        double sum = 0;
        float highest = logits[predictedClass()];
        for (float logit : logits) {
            sum += Math.exp(logit - highest);
        }
        return Math.exp(logits[label] - highest) / sum;
    }

    /** Whether a class is among the {@code k} highest scores; a tie counts for the class. */
    public boolean isAmongTop(int label, int k) {
        int higher = 0;
        for (float logit : logits) {
            higher += logit > logits[label] ? 1 : 0;
        }
        return higher < k;
    }
}
