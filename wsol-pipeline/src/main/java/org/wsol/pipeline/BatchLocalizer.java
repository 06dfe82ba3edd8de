package org.wsol.pipeline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.wsol.core.ImageSize;
import org.wsol.core.InvalidInputException;
import org.wsol.core.ScoreMap;
import org.wsol.core.component.Suggestion;
import org.wsol.data.image.RgbImage;
import org.wsol.engine.cam.ImageMaps;
import org.wsol.eval.box.BoxExtractor;
import org.wsol.eval.box.BoxExtractor.ScoredBox;
import org.wsol.eval.map.MapPreparation;
import org.wsol.eval.map.ScoreArray;
import org.wsol.pipeline.evaluation.BoxScoring;
import org.wsol.pipeline.internal.InferenceNetwork;
import org.wsol.pipeline.internal.ModelCard;
import org.wsol.pipeline.internal.NetworkInput;
import org.wsol.pipeline.recipe.UseSettings;

/** Localizes the requested classes of a batch of images: the network runs once, and once more for every further class. */
final class BatchLocalizer {
    private final ModelCard card;
    private final InferenceNetwork network;
    private final UseSettings use;
    private final LocalizationOptions options;
    private final double threshold;

    BatchLocalizer(ModelCard card, InferenceNetwork network, UseSettings use, LocalizationOptions options) {
        this.card = card;
        this.network = network;
        this.use = use;
        this.options = options;
        this.threshold = options.threshold().orElse(card.threshold());
    }

    List<Prediction> localize(List<RgbImage> images, NetworkInput input) {
        Optional<Integer> named = options.className().map(this::label);
        try (INDArray tensor = input.tensor(images)) {
            int count = Math.min(
                    named.isPresent() ? 1 : options.topClasses(),
                    card.classNames().size());
            List<List<ImageMaps>> maps = new ArrayList<>();
            maps.add(named.map(label -> network.extract(tensor, repeated(label, images.size())))
                    .orElseGet(() -> network.predicted(tensor)));
            for (int rank = 1; rank < count; rank++) {
                maps.add(network.extract(tensor, ranked(maps.get(0), rank)));
            }
            ImageSize mapSize = network.mapSize();
            return IntStream.range(0, images.size())
                    .parallel()
                    .mapToObj(i -> prediction(
                            images.get(i).size(),
                            mapSize,
                            of(maps, i),
                            named,
                            BoxScoring.preparation(use, images.get(i))))
                    .toList();
        }
    }

    int label(String className) {
        int label = card.classNames().indexOf(className);
        if (label < 0) {
            throw new InvalidInputException("the model has no class '" + className + "'"
                    + Suggestion.forName(className, card.classNames()) + "; classes: "
                    + String.join(", ", card.classNames()));
        }
        return label;
    }

    private static int[] repeated(int label, int count) {
        return IntStream.generate(() -> label).limit(count).toArray();
    }

    /** The class at a given rank for each image, 0 being the most likely. */
    private static int[] ranked(List<ImageMaps> maps, int rank) {
        return maps.stream().mapToInt(map -> order(map).get(rank)).toArray();
    }

    /** Classes from the most to the least likely; ties in index order. */
    static List<Integer> order(ImageMaps maps) {
        return IntStream.range(0, maps.logits().length)
                .boxed()
                .sorted(Comparator.comparing((Integer label) -> -maps.logits()[label]))
                .toList();
    }

    private static List<ImageMaps> of(List<List<ImageMaps>> maps, int image) {
        return maps.stream().map(rank -> rank.get(image)).toList();
    }

    /** The prediction of an image from its maps and their preparation. */
    Prediction prediction(
            ImageSize size,
            ImageSize mapSize,
            List<ImageMaps> maps,
            Optional<Integer> named,
            MapPreparation preparation) {
        List<Integer> order = order(maps.get(0));
        return new Prediction(
                size,
                threshold,
                IntStream.range(0, maps.size())
                        .mapToObj(rank -> localization(
                                named.orElseGet(() -> order.get(rank)), maps.get(rank), mapSize, size, preparation))
                        .toList());
    }

    private ClassLocalization localization(
            int label, ImageMaps maps, ImageSize mapSize, ImageSize size, MapPreparation preparation) {
        ScoreArray prepared = preparation.apply(ScoreArray.of(map(mapSize, BoxScoring.localizingMap(use, maps))));
        return new ClassLocalization(
                label,
                card.classNames().get(label),
                maps.probability(label),
                boxes(prepared, size),
                prepared.toScoreMap(),
                maps.decomposition(mapSize));
    }

    private List<ScoredBox> boxes(ScoreArray prepared, ImageSize size) {
        return boxes(prepared, size, threshold, options.mostBoxes());
    }

    /** The box of the largest contour, then those of the other contours by the size of their region. */
    static List<ScoredBox> boxes(ScoreArray prepared, ImageSize size, double threshold, int most) {
        BoxExtractor extractor = BoxExtractor.forImage(size);
        Optional<ScoredBox> largest = extractor.largest(prepared, threshold);
        if (most == 1 || largest.isEmpty()) {
            return largest.stream().toList();
        }
        List<ScoredBox> others = extractor.components(prepared, threshold).stream()
                .sorted(Comparator.comparingDouble(ScoredBox::share).reversed())
                .filter(box -> !box.equals(largest.get()))
                .toList();
        return Stream.concat(largest.stream(), others.stream()).limit(most).toList();
    }

    private static ScoreMap map(ImageSize size, float[] values) {
        return ScoreMap.of(size.height(), size.width(), values);
    }
}
