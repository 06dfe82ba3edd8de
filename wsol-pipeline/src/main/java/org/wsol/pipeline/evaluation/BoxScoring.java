package org.wsol.pipeline.evaluation;

import java.util.List;
import java.util.Optional;
import org.wsol.core.Box;
import org.wsol.core.DataException;
import org.wsol.core.ImageSize;
import org.wsol.core.InvalidInputException;
import org.wsol.core.data.DataSplit;
import org.wsol.data.image.RgbImage;
import org.wsol.engine.cam.ImageMaps;
import org.wsol.eval.box.BoxExtractor;
import org.wsol.eval.box.BoxExtractor.ScoredBox;
import org.wsol.eval.box.ThresholdGrid;
import org.wsol.eval.interchange.MaskReader;
import org.wsol.eval.map.Interpolation;
import org.wsol.eval.map.MapPreparation;
import org.wsol.eval.map.Normalizer;
import org.wsol.eval.map.ScoreArray;
import org.wsol.eval.metric.BoxEvaluation;
import org.wsol.eval.metric.BoxEvaluationSettings;
import org.wsol.eval.metric.BoxEvaluator;
import org.wsol.eval.metric.ClassPrediction;
import org.wsol.eval.metric.GroundTruth;
import org.wsol.eval.metric.PixelAveragePrecision;
import org.wsol.pipeline.evaluation.SplitPredictions.ImagePrediction;
import org.wsol.pipeline.recipe.EvaluationConfig.LocalizingMap;
import org.wsol.pipeline.recipe.Recipe;
import org.wsol.pipeline.recipe.UseSettings;

/** Scores the maps of a split with the settings of a recipe, in parallel over images. */
public final class BoxScoring {
    private final UseSettings use;
    private final BoxEvaluationSettings settings;
    private final MapPreparation preparation;

    /** Creates scoring with a recipe's section {@code evaluation}. */
    public BoxScoring(Recipe recipe) {
        this(UseSettings.of(recipe));
    }

    /** Creates scoring with the settings of a trained network. */
    public BoxScoring(UseSettings use) {
        this.use = use;
        settings = settings(use);
        preparation = preparation(use);
    }

    /** The thresholds and the size at which boxes are evaluated. */
    static BoxEvaluationSettings settings(UseSettings use) {
        return BoxEvaluationSettings.reference()
                .withInterval(use.evaluation().interval())
                .withEvaluationSize(use.data().transformation().evaluationInputSize());
    }

    /** How a recipe enlarges the maps of a photo and scales them to [0, 1] before thresholding. */
    public static MapPreparation preparation(Recipe recipe, RgbImage photo) {
        return preparation(UseSettings.of(recipe), photo);
    }

    /** How the maps of a photo are enlarged and scaled to [0, 1] before thresholding. */
    public static MapPreparation preparation(UseSettings use, RgbImage photo) {
        return preparation(use).guidedBy(PhotoGuide.of(use, photo));
    }

    /**
     * The same for a photo that is already resized and normalised.
     *
     * @param planes its input planes
     */
    public static MapPreparation preparation(UseSettings use, float[] planes) {
        return preparation(use).guidedBy(PhotoGuide.of(use, planes));
    }

    /** The same without guided filtering, so that it is valid for every photo. */
    public static MapPreparation preparation(UseSettings use) {
        return preparation(use, use.evaluation().normaliser());
    }

    /** The same with another normaliser. */
    static MapPreparation preparation(UseSettings use, String normaliser) {
        return new MapPreparation(
                use.data().transformation().evaluationInputSize(),
                interpolation(use.evaluation().upsampling()),
                use.evaluation().erosion(),
                Optional.empty(),
                Normalizer.parse(normaliser));
    }

    private static Interpolation interpolation(String id) {
        return List.of(Interpolation.values()).stream()
                .filter(value -> value.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no interpolation is called " + id));
    }

    /** The map used for localization by a recipe, row-major. */
    public static float[] localizingMap(Recipe recipe, ImageMaps maps) {
        return localizingMap(UseSettings.of(recipe), maps);
    }

    /**
     * The map used for localization, row-major.
     *
     * @throws InvalidInputException if this is the norm map and the method's maps have none
     */
    public static float[] localizingMap(UseSettings use, ImageMaps maps) {
        return use.evaluation().map() == LocalizingMap.CAM
                ? maps.cam()
                : maps.norm()
                        .orElseThrow(
                                () -> new InvalidInputException(
                                        "evaluation.map: the maps of this network have no norm map F; write cam instead of norm"));
    }

    /** The error for a recipe that localizes with the norm map of a method without one. */
    public static InvalidInputException withoutNorm(Recipe recipe) {
        return new InvalidInputException("evaluation.map: the maps of method "
                + recipe.method().selection().name() + " have no norm map F; write cam instead of norm");
    }

    /** The map of one image, enlarged and scaled to [0, 1]. */
    public ScoreArray prepare(SplitPredictions maps, ImagePrediction image) {
        return preparation
                .guidedBy(PhotoGuide.of(use, maps.split(), image.index()))
                .apply(ScoreArray.of(
                        maps.mapSize().height(), maps.mapSize().width(), localizingMap(use, image.maps())));
    }

    /** The boxes of all images that have a ground truth; empty if none has. */
    public Optional<BoxEvaluation> boxes(SplitPredictions maps) {
        BoxEvaluator evaluator = new BoxEvaluator(settings);
        maps.images().parallelStream()
                .filter(image -> !maps.split().boxes(image.index()).isEmpty())
                .forEach(image -> evaluator.add(
                        truth(maps.split(), image.index()),
                        prepare(maps, image),
                        Optional.of(ClassPrediction.ofScores(image.maps().logits()))));
        return evaluator.size() == 0 ? Optional.empty() : Optional.of(evaluator.finish());
    }

    /** The box of the largest contour above a threshold, in pixels of the original image. */
    public Optional<Box> box(SplitPredictions maps, ImagePrediction image, double threshold) {
        return BoxExtractor.forImage(size(maps.split(), image.index()))
                .largest(prepare(maps, image), threshold)
                .map(ScoredBox::box);
    }

    /** The ground truth of an image. */
    public static GroundTruth truth(DataSplit split, int index) {
        return new GroundTruth(split.imageId(index), split.label(index), size(split, index), split.boxes(index));
    }

    /** The original size of an image. */
    public static ImageSize size(DataSplit split, int index) {
        return split.imageSize(index)
                .orElseThrow(() -> new DataException("the size of image " + split.imageId(index) + " is not known"));
    }

    /** PxAP of all images that have masks, in percent; empty if none has. */
    public Optional<Double> pixels(SplitPredictions maps) {
        if (!maps.hasMasks()) {
            return Optional.empty();
        }
        PixelAveragePrecision pixels = new PixelAveragePrecision(new ThresholdGrid(settings.interval()));
        maps.images().parallelStream().forEach(image -> maps.split()
                .masks(image.index())
                .ifPresent(files -> pixels.add(
                        maps.split().imageId(image.index()),
                        prepare(maps, image),
                        MaskReader.read(files, settings.evaluationSize()))));
        return Optional.of(pixels.value());
    }
}
