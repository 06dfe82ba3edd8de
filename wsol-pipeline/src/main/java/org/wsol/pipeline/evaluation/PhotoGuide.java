package org.wsol.pipeline.evaluation;

import java.util.Optional;
import org.wsol.core.ImageSize;
import org.wsol.core.data.DataSplit;
import org.wsol.core.random.SplitMix64;
import org.wsol.data.batch.Transformation;
import org.wsol.data.image.RgbImage;
import org.wsol.eval.map.GuidedFilter;
import org.wsol.pipeline.recipe.UseSettings;

/** The guide image for maps, at the size at which they are thresholded, if {@code evaluation.guided} is set. */
final class PhotoGuide {
    private PhotoGuide() {}

    /** The filter for the maps of an image of a split, which is read again; empty if guided filtering is off. */
    static Optional<GuidedFilter> of(UseSettings use, DataSplit split, int index) {
        return asked(use) ? of(use, use.data().reading().decoder().decode(split.imagePath(index))) : Optional.empty();
    }

    /** The filter for the maps of an image; empty if guided filtering is off. */
    static Optional<GuidedFilter> of(UseSettings use, RgbImage photo) {
        if (!asked(use)) {
            return Optional.empty();
        }
        Transformation transformation = use.data().transformation();
        float[] planes = new float
                [Math.toIntExact(3 * transformation.evaluationInputSize().area())];
        transformation
                .evaluationGeometry()
                .sample(photo.size(), new SplitMix64(0))
                .toPlanes(photo, transformation.normalization(), planes);
        return of(use, planes);
    }

    /**
     * The filter for the maps of an image that is already resized and normalised; empty if guided filtering is off.
     *
     * @param planes the network's input planes: red, green, blue
     */
    static Optional<GuidedFilter> of(UseSettings use, float[] planes) {
        if (!asked(use)) {
            return Optional.empty();
        }
        Transformation transformation = use.data().transformation();
        ImageSize size = transformation.evaluationInputSize();
        int radius = Math.max(1, (int) Math.round(use.evaluation().guided() * size.width()));
        return Optional.of(new GuidedFilter(size, colours(transformation, planes), radius));
    }

    private static boolean asked(UseSettings use) {
        return use.evaluation().guided() > 0;
    }

    /** Values converted back to [0, 1]. */
    private static float[] colours(Transformation transformation, float[] planes) {
        int area = planes.length / transformation.mean().size();
        float[] colours = new float[planes.length];
        for (int i = 0; i < planes.length; i++) {
            double deviation = transformation.deviation().get(i / area);
            colours[i] = (float) (planes[i] * deviation + transformation.mean().get(i / area));
        }
        return colours;
    }
}
