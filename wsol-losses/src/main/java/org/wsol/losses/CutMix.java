package org.wsol.losses;

import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.wsol.core.component.Setting;
import org.wsol.core.random.Draws;
import org.wsol.core.random.SplitMix64;
import org.wsol.engine.data.BatchPixels;
import org.wsol.engine.train.BatchStep;

/**
 * CutMix (Yun et al., ICCV 2019): in some steps a box in every training image is replaced by the same box of another
 * image of the batch, and the label is divided between both classes by area.
 *
 * @param options how often and how much
 */
public record CutMix(Options options) implements BatchStep {
    /** The method's name in experiment files. */
    public static final String NAME = "cutmix";

    /**
     * The keys of the method {@code cutmix} and of the batch step {@code cutmix}.
     *
     * @param beta both shape parameters of the Beta distribution from which the kept share is drawn
     * @param probability probability that a step is mixed
     * @param areaCorrection whether labels are divided by the box's actual area
     */
    public record Options(
            @Setting(
                    doc = "Both shape parameters of the Beta distribution of the share that is kept; 0 mixes nothing."
                            + " Published: 1 (Yun et al. 2019), 0.85 and 1.35 (later reproductions); small sets 0.2 to"
                            + " 0.5.",
                    defaultValue = "1",
                    min = 0)
            double beta,

            @Setting(
                    doc = "Probability that a step is mixed. Published: 1 for ImageNet, 0.5 for CIFAR; 0.79 and 0.34"
                            + " (later reproductions).",
                    defaultValue = "1",
                    min = 0,
                    max = 1)
            double probability,

            @Setting(
                    doc = "Whether labels are mixed by the actual area of the box; false uses the drawn share, which"
                            + " differs if the box extends over the border or loses a row by rounding.",
                    defaultValue = "true")
            boolean areaCorrection) {}

    /**
     * The random values of one step.
     *
     * @param kept the share of the image to keep, lambda, in [0, 1]
     * @param partners for each image, the image its box comes from
     * @param row the box's centre, in [0, H)
     * @param column the box's centre, in [0, W)
     */
    record Mix(double kept, int[] partners, int row, int column) {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean mixesLabels() {
        return options.beta() > 0 && options.probability() > 0;
    }

    @Override
    public void apply(INDArray images, INDArray labels, SplitMix64 random) {
        draw((int) images.size(0), (int) images.size(2), (int) images.size(3), random)
                .ifPresent(mix -> apply(images, labels, mix));
    }

    /**
     * Draws the random values of a step: whether to mix, share, permutation, row, column; empty if the step is not
     * mixed.
     */
    Optional<Mix> draw(int images, int height, int width, SplitMix64 random) {
        double coin = random.nextDouble();
        if (options.beta() == 0 || options.probability() <= coin) {
            return Optional.empty();
        }
        double kept = Draws.beta(random, options.beta(), options.beta());
        int[] partners = random.permutation(images);
        return Optional.of(new Mix(kept, partners, random.nextInt(height), random.nextInt(width)));
    }

    /**
     * Pastes the boxes and divides the labels.
     *
     * @return the share of the own label that was used
     */
    double apply(INDArray images, INDArray labels, Mix mix) {
        int height = (int) images.size(2);
        int width = (int) images.size(3);
        double side = Math.sqrt(1 - mix.kept());
        int halfHeight = (int) (height * side) / 2;
        int halfWidth = (int) (width * side) / 2;
        int top = Math.max(0, mix.row() - halfHeight);
        int bottom = Math.min(height, mix.row() + halfHeight);
        int left = Math.max(0, mix.column() - halfWidth);
        int right = Math.min(width, mix.column() + halfWidth);
        try (INDArray before = images.dup('c')) {
            BatchPixels target = new BatchPixels(images);
            BatchPixels source = new BatchPixels(before);
            for (int i = 0; i < target.images(); i++) {
                target.copy(source, mix.partners()[i], i, top, bottom, left, right);
            }
        }
        double kept = options.areaCorrection()
                ? 1 - (double) (bottom - top) * (right - left) / ((double) height * width)
                : mix.kept();
        shareLabels(labels, mix.partners(), kept);
        return kept;
    }

    private static void shareLabels(INDArray labels, int[] partners, double kept) {
        try (INDArray before = labels.dup('c')) {
            for (int i = 0; i < partners.length; i++) {
                for (int k = 0; k < labels.size(1); k++) {
                    labels.putScalar(
                            i, k, kept * before.getDouble(i, k) + (1 - kept) * before.getDouble(partners[i], k));
                }
            }
        }
    }
}
