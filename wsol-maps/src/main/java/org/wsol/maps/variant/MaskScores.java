package org.wsol.maps.variant;

import org.wsol.core.ScoreMap;
import org.wsol.maps.Evidence;
import org.wsol.maps.FeatureMaps;
import org.wsol.maps.formula.Softmax;
import org.wsol.maps.formula.Sums;

/**
 * The common part of Score-CAM and its variants: the image is masked with each channel, optionally in several
 * variations; a channel's weight is the softmax over channels of the mean class score.
 *
 * @param form how a channel is converted to a mask
 * @param channels number of channels used, those with the largest variance; 0 for all
 * @param samples number of variations per mask
 * @param change computes a variation of a mask
 */
record MaskScores(MaskForm form, int channels, int samples, Change change) {

    /** Varies a mask. */
    @FunctionalInterface
    interface Change {

        /**
         * Computes a variation of a mask.
         *
         * @param mask the channel's mask at the image's size; must not be modified
         * @param target receives the result
         */
        void apply(int sample, int channel, float[] mask, float[] target);
    }

    /** Masks without variation. */
    static MaskScores plain(MaskForm form, int channels) {
        return new MaskScores(
                form,
                channels,
                1,
                (sample, channel, mask, target) -> System.arraycopy(mask, 0, target, 0, mask.length));
    }

    ScoreMap map(Evidence evidence, String stage) {
        return Sums.weighted(evidence.activations(stage), weights(evidence, stage));
    }

    double[] weights(Evidence evidence, String stage) {
        FeatureMaps activations = evidence.activations(stage);
        int[] chosen = ChannelMasks.ofLargestVariance(activations, channels);
        double[] shares = shares(evidence, activations, chosen);
        double[] weights = new double[activations.channels()];
        for (int i = 0; i < chosen.length; i++) {
            weights[chosen[i]] = shares[i];
        }
        return weights;
    }

    private double[] shares(Evidence evidence, FeatureMaps activations, int[] chosen) {
        FeatureMaps image = evidence.image();
        ChannelMasks masks = new ChannelMasks(activations, image.size(), form);
        float[] changed = new float[image.places()];
        float[][] scores = evidence.scoresOfImages(chosen.length * samples, (index, target) -> {
            int channel = chosen[index / samples];
            change.apply(index % samples, channel, masks.of(channel), changed);
            for (int i = 0; i < target.length; i++) {
                target[i] = image.values()[i] * changed[i % changed.length];
            }
        });
        return Softmax.of(chosen.length, i -> mean(scores, i, evidence.label()));
    }

    private double mean(float[][] scores, int channel, int label) {
        double sum = 0;
        for (int sample = 0; sample < samples; sample++) {
            sum += scores[channel * samples + sample][label];
        }
        return sum / samples;
    }

    /** How a channel is converted to a mask on the image. */
    public enum MaskForm {
        /** Enlarged with aligned corners, then scaled to [0, 1]. */
        PYTORCH_GRAD_CAM,
        /** Scaled to [0, 1] at its own size, then enlarged with half-pixel centres. */
        TORCH_CAM
    }
}
