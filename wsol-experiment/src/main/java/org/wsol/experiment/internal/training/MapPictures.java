package org.wsol.experiment.internal.training;

import java.awt.image.BufferedImage;
import java.util.LinkedHashMap;
import java.util.Map;
import org.wsol.core.random.SplitMix64;
import org.wsol.data.batch.Preprocessing;
import org.wsol.data.image.RgbImage;
import org.wsol.experiment.internal.tracking.Tracker;
import org.wsol.pipeline.drawing.HeatMap;
import org.wsol.pipeline.evaluation.BoxScoring;
import org.wsol.pipeline.evaluation.SplitPredictions;
import org.wsol.pipeline.evaluation.SplitPredictions.ImagePrediction;
import org.wsol.pipeline.recipe.Recipe;

/** The first images of a split overlaid with their class activation maps, for trackers that show images. */
final class MapPictures {
    private static final int MOST = 4;

    private MapPictures() {}

    /** The images at the network's input size, by a name like {@code val/cam/some-image-id}. */
    static Map<String, BufferedImage> of(Recipe recipe, SplitPredictions maps) {
        BoxScoring scoring = new BoxScoring(recipe);
        Map<String, BufferedImage> pictures = new LinkedHashMap<>();
        for (ImagePrediction image :
                maps.images().subList(0, Math.min(MOST, maps.images().size()))) {
            String name = maps.split().name().id() + "/cam/" + maps.split().imageId(image.index());
            RgbImage photo = asSeen(recipe.data(), maps, image);
            pictures.put(name, HeatMap.over(photo, scoring.prepare(maps, image).toScoreMap()));
        }
        return pictures;
    }

    /** Passes the images to a tracker. */
    static void show(Recipe recipe, SplitPredictions maps, long step, Tracker tracker) {
        of(recipe, maps).forEach((name, picture) -> tracker.image(name, step, picture));
    }

    private static RgbImage asSeen(Preprocessing preprocessing, SplitPredictions maps, ImagePrediction image) {
        RgbImage photo = preprocessing.reading().decoder().decode(maps.split().imagePath(image.index()));
        return preprocessing
                .transformation()
                .evaluationGeometry()
                .sample(photo.size(), new SplitMix64(0))
                .apply(photo);
    }
}
