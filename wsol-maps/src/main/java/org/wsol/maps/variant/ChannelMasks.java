package org.wsol.maps.variant;

import java.util.Arrays;
import org.wsol.core.ImageSize;
import org.wsol.maps.FeatureMaps;
import org.wsol.maps.formula.Enlargement;
import org.wsol.maps.formula.Scaling;
import org.wsol.maps.variant.MaskScores.MaskForm;

/** The channels of a stage as masks on the image, scores in [0, 1]. */
final class ChannelMasks {
    private static final double EPSILON = 1e-8;

    private final FeatureMaps activations;
    private final MaskForm form;
    private final Enlargement enlargement;
    private final float[] mask;
    private final float[] small;
    private int current = -1;

    ChannelMasks(FeatureMaps activations, ImageSize image, MaskForm form) {
        this.activations = activations;
        this.form = form;
        this.enlargement = new Enlargement(
                activations.size(),
                image,
                form == MaskForm.TORCH_CAM ? Enlargement.Corners.HALF_PIXEL : Enlargement.Corners.ALIGNED);
        this.mask = new float[Math.toIntExact(image.area())];
        this.small = new float[activations.places()];
    }

    /** The mask of a channel, valid until the next call. */
    float[] of(int channel) {
        if (channel != current) {
            System.arraycopy(activations.values(), channel * small.length, small, 0, small.length);
            if (form == MaskForm.TORCH_CAM) {
                Scaling.minMax(small, EPSILON);
            }
            enlargement.apply(small, mask);
            if (form == MaskForm.PYTORCH_GRAD_CAM) {
                Scaling.minMax(mask, EPSILON);
            }
            current = channel;
        }
        return mask;
    }

    /**
     * The channels with the largest variance over the positions, in ascending order.
     *
     * @param count number of channels; 0 for all
     */
    static int[] ofLargestVariance(FeatureMaps activations, int count) {
        Integer[] order = new Integer[activations.channels()];
        double[] variances = new double[order.length];
        for (int k = 0; k < order.length; k++) {
            order[k] = k;
            double mean = activations.mean(k);
            for (int p = 0; p < activations.places(); p++) {
                double distance = activations.at(k, p) - mean;
                variances[k] += distance * distance;
            }
        }
        Arrays.sort(order, (a, b) -> Double.compare(variances[b], variances[a]));
        return Arrays.stream(order)
                .limit(count == 0 ? order.length : count)
                .mapToInt(Integer::intValue)
                .sorted()
                .toArray();
    }
}
