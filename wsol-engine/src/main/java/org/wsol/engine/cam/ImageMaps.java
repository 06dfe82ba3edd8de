package org.wsol.engine.cam;

import java.util.ArrayList;
import java.util.List;
import org.wsol.engine.graph.GraphResult;

/**
 * What the inference graph gave for one image.
 *
 * @param logits K class scores
 * @param cam class activation map of the wanted class, row-major
 * @param norm norm map F, row-major
 * @param similarity similarity map S of the wanted class, row-major
 * @param weightNorm |w|, the length of the wanted class's weight
 */
public record ImageMaps(float[] logits, float[] cam, float[] norm, float[] similarity, float weightNorm) {

    /** One entry an image, copies of the outputs of a {@link LocalizationGraph}. */
    static List<ImageMaps> of(GraphResult result) {
        float[][] logits = result.output(LocalizationGraph.LOGITS).toFloatMatrix();
        float[][] cams = result.output(LocalizationGraph.CAM).toFloatMatrix();
        float[][] norms = result.output(LocalizationGraph.NORM).toFloatMatrix();
        float[][] similarities = result.output(LocalizationGraph.SIMILARITY).toFloatMatrix();
        float[][] weightNorms = result.output(LocalizationGraph.WEIGHT_NORM).toFloatMatrix();
        List<ImageMaps> maps = new ArrayList<>();
        for (int i = 0; i < logits.length; i++) {
            maps.add(new ImageMaps(logits[i], cams[i], norms[i], similarities[i], weightNorms[i][0]));
        }
        return maps;
    }

    /** The class with the highest score; the first of equals. */
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
