package org.wsol.maps;

import java.util.List;
import org.wsol.core.ImageSize;
import org.wsol.core.ScoreMap;

/**
 * The values of a trained network for one image and one class, computed when they are first needed and kept as long as
 * the batch. Gradients by a stage run backward from the class scores to that stage and no further.
 *
 * <p>A stage's maps are those it hands to the next stage: behind its ReLU where it ends in one.
 */
public interface Evidence {

    /** The image as the network takes it: 3 normalised channels. */
    FeatureMaps image();

    /** The class whose map is wanted, in [0, K). */
    int label();

    /** K class scores, before softmax. */
    float[] logits();

    /** Names of the stages whose maps are wanted, in the network's order; at least one. */
    List<String> stages();

    /** Name of the last stage whose maps the class scores depend on: usually the network's last one. */
    String lastStage();

    /**
     * The output of a stage.
     *
     * @throws org.wsol.core.InvalidInputException when the network has no such stage; the message lists its stages
     */
    FeatureMaps activations(String stage);

    /** The gradient of the requested class's score by the output of a stage. */
    default FeatureMaps gradients(String stage) {
        return gradients(stage, ClassScore.logit());
    }

    /** The gradient of another score by the output of a stage. */
    FeatureMaps gradients(String stage, ClassScore score);

    /**
     * The map the network was made to give for the requested class, of any sign and scale: for a head that is linear in the
     * means
     * of the last stage's channels its class activation map, {@code sum over k of w[class, k] A_k}; the map of a training
     * method that brought one.
     */
    ScoreMap ownMap();

    /**
     * Class scores of changed images, run in batches of one size.
     *
     * @param count how many
     * @param changed writes each of them
     * @return count x K scores
     */
    float[][] scoresOfImages(int count, Changed changed);

    /**
     * Class scores when the output of a stage is changed; only the network after the stage runs.
     *
     * @param stage the stage
     * @param count how many changes are tried
     * @param changed writes each of them
     * @return count x K scores
     */
    float[][] scoresOfActivations(String stage, int count, Changed changed);

    /** The evidence of changed images with the same class and stages, run as one batch; valid as long as this one. */
    List<Evidence> ofImages(List<FeatureMaps> images);

    /** The gradient of the requested class's score by the image. */
    FeatureMaps imageGradient();

    /**
     * The same by guided backpropagation: after every ReLU the gradient passes only where it is positive (Springenberg et
     * al. 2015).
     */
    FeatureMaps guidedImageGradient();

    /** Every convolution with a bias, batch normalisation counted in, with the gradient by what it gives. */
    List<BiasGradient> biasGradients();

    /**
     * What the tokens of a transformer look at in every block, in order: (heads, T, T), every row summing to 1, the class
     * token first and behind it the patches row by row.
     *
     * @throws org.wsol.core.InvalidInputException when the network has no attention
     */
    List<float[][][]> attention();

    /**
     * The gradient of the requested class's score by {@link #attention}, in the same shapes.
     *
     * @throws org.wsol.core.InvalidInputException when the network has no attention
     */
    List<float[][][]> attentionGradients();

    /** Writes changed values. */
    @FunctionalInterface
    interface Changed {

        /**
         * Writes one.
         *
         * @param index which of them, from 0
         * @param target where to, channel by channel, row-major; holds anything before
         */
        void write(int index, float[] target);
    }

    /**
     * A convolution's bias and its gradient.
     *
     * @param bias one number per channel
     * @param gradient of the requested class's score by the convolution's output
     */
    record BiasGradient(float[] bias, FeatureMaps gradient) {}

    /** Rows and columns of the image. */
    default ImageSize imageSize() {
        return image().size();
    }
}
