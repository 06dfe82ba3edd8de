package org.wsol.pipeline.evaluation;

import org.wsol.pipeline.evaluation.SplitPredictions.ImagePrediction;

/**
 * Classification accuracy, in percent.
 *
 * @param top1 share of images whose label has the highest score
 * @param top5 share of images whose label is among the five highest scores
 */
public record Accuracy(double top1, double top5) {

    /** The accuracy over the images that could be read; NaN if there are none. */
    public static Accuracy of(SplitPredictions maps) {
        int first = 0;
        int five = 0;
        for (ImagePrediction image : maps.images()) {
            int label = maps.split().label(image.index());
            first += image.maps().predictedClass() == label ? 1 : 0;
            five += image.maps().isAmongTop(label, 5) ? 1 : 0;
        }
        double count = maps.images().size();
        return new Accuracy(100 * first / count, 100 * five / count);
    }
}
