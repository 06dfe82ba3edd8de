package org.wsol.experiment.training;

import java.util.List;
import java.util.Optional;
import org.wsol.core.Box;
import org.wsol.core.DataException;
import org.wsol.core.ImageSize;
import org.wsol.core.data.DataSplit;
import org.wsol.eval.box.BoxExtractor;
import org.wsol.eval.box.ScoredBox;
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
import org.wsol.experiment.schema.EvaluationConfig;
import org.wsol.experiment.schema.ExperimentConfig;

/** Scores the maps of a split as the experiment asks; all processors are used over images. */
final class BoxScoring {
    private final BoxEvaluationSettings settings;
    private final MapPreparation preparation;

    BoxScoring(ExperimentConfig config) {
        EvaluationConfig evaluation = config.evaluation();
        ImageSize size = Parts.evaluationSize(config);
        settings = BoxEvaluationSettings.reference()
                .withInterval(evaluation.interval())
                .withEvaluationSize(size);
        preparation = preparation(config);
    }

    static MapPreparation preparation(ExperimentConfig config) {
        return new MapPreparation(
                Parts.evaluationSize(config),
                interpolation(config.evaluation().upsampling()),
                Normalizer.parse(config.evaluation().normaliser()));
    }

    private static Interpolation interpolation(String id) {
        return List.of(Interpolation.values()).stream()
                .filter(value -> value.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no interpolation is called " + id));
    }

    /** The map of one image, enlarged and scaled to [0, 1]. */
    ScoreArray prepare(SplitMaps maps, MappedImage image) {
        return preparation.apply(ScoreArray.of(
                maps.mapSize().height(), maps.mapSize().width(), image.maps().cam()));
    }

    /** The boxes of all images that have a ground truth; empty where none has. */
    Optional<BoxEvaluation> boxes(SplitMaps maps) {
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
    Optional<Box> box(SplitMaps maps, MappedImage image, double threshold) {
        return BoxExtractor.forImage(size(maps.split(), image.index()))
                .largest(prepare(maps, image), threshold)
                .map(ScoredBox::box);
    }

    static GroundTruth truth(DataSplit split, int index) {
        return new GroundTruth(split.imageId(index), split.label(index), size(split, index), split.boxes(index));
    }

    /** The original size of an image. */
    static ImageSize size(DataSplit split, int index) {
        return split.imageSize(index)
                .orElseThrow(() -> new DataException("the size of image " + split.imageId(index) + " is not known"));
    }

    /** PxAP of all images that have masks, in percent; empty where none has. */
    Optional<Double> pixels(SplitMaps maps) {
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
