package org.wsol.maps;

import java.util.List;
import org.wsol.core.ImageSize;
import org.wsol.core.ScoreMap;

/**
 * The values of a trained network for one image and one class, computed on demand and kept as long as the batch.
 * Gradients with respect to a stage are computed from the class scores back to that stage only.
 *
 * <p>A stage's maps are the input of the next stage: after its ReLU, if it ends with one.
 */
public interface Evidence {

    /** The network's input: 3 normalised channels. */
    FeatureMaps image();

    /** The requested class, in [0, K). */
    int label();

    /** K class scores, before softmax. */
    float[] logits();

    /** Names of the target stages, in the network's order; at least one. */
    List<String> stages();

    /** Name of the last stage whose maps affect the class scores: usually the network's last one. */
    String lastStage();

    /**
     * The output of a stage.
     *
     * @throws org.wsol.core.InvalidInputException if the network has no such stage; the message lists its stages
     */
    FeatureMaps activations(String stage);

    /** The gradient of the requested class's score with respect to the output of a stage. */
    default FeatureMaps gradients(String stage) {
        return gradients(stage, ClassScore.logit());
    }

    /** The gradient of another score with respect to the output of a stage. */
    FeatureMaps gradients(String stage, ClassScore score);

    /**
     * The network's own map of the requested class, of any sign and scale: the map of its training method if it has
     * one; otherwise, for a head that is linear in the channel means of the last stage, the class activation map {@code
     * sum over k of w[class, k] A_k}.
     */
    ScoreMap ownMap();

    /**
     * Class scores of modified images, run in batches of one size.
     *
     * @param count number of images
     * @param changed writes each modified input
     * @return count x K scores
     */
    float[][] scoresOfImages(int count, Changed changed);

    /**
     * Class scores for a modified output of a stage; only the network after the stage runs.
     *
     * @param stage the stage
     * @param count number of images changes are tried
     * @param changed writes each modified input
     * @return count x K scores
     */
    float[][] scoresOfActivations(String stage, int count, Changed changed);

    /** The evidence of modified images with the same class and stages, run as one batch; valid as long as this one. */
    List<Evidence> ofImages(List<FeatureMaps> images);

    /** The gradient of the requested class's score with respect to the image. */
    FeatureMaps imageGradient();

    /**
     * The same by guided backpropagation: after every ReLU only positive gradients are propagated (Springenberg et al.
     * 2015).
     */
    FeatureMaps guidedImageGradient();

    /**
     * Every convolution with a bias, including folded batch normalisation, with the gradient with respect to its
     * output.
     */
    List<BiasGradient> biasGradients();

    /**
     * The attention of a transformer in every block, in order: (heads, T, T), every row summing to 1, the class token
     * first, then the patches row by row.
     *
     * @throws org.wsol.core.InvalidInputException if the network has no attention
     */
    List<float[][][]> attention();

    /**
     * The gradient of the requested class's score with respect to {@link #attention}, in the same shapes.
     *
     * @throws org.wsol.core.InvalidInputException if the network has no attention
     */
    List<float[][][]> attentionGradients();

    /** Writes modified values. */
    @FunctionalInterface
    interface Changed {

        /**
         * Writes one modified input.
         *
         * @param index its index, from 0
         * @param target the target, channel by channel, row-major; its previous content is undefined
         */
        void write(int index, float[] target);
    }

    /**
     * A convolution's bias and its gradient.
     *
     * @param bias one number per channel
     * @param gradient gradient of the requested class's score with respect to the convolution's output
     */
    record BiasGradient(float[] bias, FeatureMaps gradient) {}

    /** Rows and columns of the image. */
    default ImageSize imageSize() {
        return image().size();
    }
}
