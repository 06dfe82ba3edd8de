package org.wsol.losses;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.wsol.core.component.Setting;
import org.wsol.core.random.SplitMix64;
import org.wsol.engine.data.BatchPixels;
import org.wsol.engine.train.BatchStep;

/**
 * Hide-and-seek (Kumar Singh and Lee, ICCV 2017): square patches of the normalised training images are hidden at
 * random, so that the network must use the remaining ones. Hidden pixels are 0 in all channels, the mean colour used by
 * the normalisation.
 *
 * @param options patch side and rate
 */
public record HideAndSeek(Options options) implements BatchStep {
    /** The method's name in experiment files. */
    public static final String NAME = "has";

    /**
     * The keys of the method {@code has} and of the batch step {@code has}.
     *
     * @param grid side of a patch in pixels
     * @param rate probability that a patch is hidden
     */
    public record Options(
            @Setting(
                    doc = "Side length of a patch in pixels of the network's input; the last patches of a row or column"
                            + " can be smaller, and 0 hides nothing. Published: 56 (Kumar Singh and Lee 2017,"
                            + " ImageNet), 65 and 50 (later reproductions); 4, as in the reference evaluation, is much"
                            + " smaller than an object.",
                    defaultValue = "56",
                    min = 0)
            int grid,

            @Setting(
                    doc = "Probability that a patch is hidden. Published: 0.5, 0.47 with grid 65, 0.66 with grid 50.",
                    defaultValue = "0.5",
                    min = 0,
                    max = 1)
            double rate) {}

    /** Source of the random number of a patch. */
    @FunctionalInterface
    interface Uniform {
        /**
         * A number in [0, 1) for the patch of an image that begins at the given row and column; called in this order.
         */
        double at(int image, int row, int column);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean mixesLabels() {
        return false;
    }

    @Override
    public void apply(INDArray images, INDArray labels, SplitMix64 random) {
        apply(images, (image, row, column) -> random.nextDouble());
    }

    /** Hides every patch whose number is at most the rate. */
    void apply(INDArray images, Uniform uniform) {
        int grid = options.grid();
        if (grid == 0) {
            return;
        }
        BatchPixels pixels = new BatchPixels(images);
        for (int image = 0; image < pixels.images(); image++) {
            for (int row = 0; row < pixels.height(); row += grid) {
                for (int column = 0; column < pixels.width(); column += grid) {
                    if (uniform.at(image, row, column) <= options.rate()) {
                        pixels.fill(
                                image,
                                row,
                                Math.min(row + grid, pixels.height()),
                                column,
                                Math.min(column + grid, pixels.width()),
                                0);
                    }
                }
            }
        }
    }
}
