package org.wsol.pipeline.evaluation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.wsol.core.DataException;
import org.wsol.core.ImageSize;
import org.wsol.core.data.DataSplit;
import org.wsol.data.batch.ImageBatchLoader.SkippedImage;
import org.wsol.data.batch.Preprocessing;
import org.wsol.data.split.SizedSplit;
import org.wsol.engine.cam.ImageMaps;
import org.wsol.engine.cam.LocalizationGraph;
import org.wsol.engine.weights.SafeTensors;
import org.wsol.engine.weights.SafeTensorsWriter;
import org.wsol.pipeline.evaluation.SplitPredictions.ImagePrediction;

/**
 * Predictions for a range of a split's images in a file, so that several processes can share a split. A safetensors
 * file with one row per image; it is written atomically and verified on reading.
 */
public final class PredictionFile {
    private static final String ROWS = "rows";
    private static final String COLUMNS = "columns";
    private static final String INDICES = "indices";
    private static final String SKIPPED = "skipped.";

    private PredictionFile() {}

    /**
     * Writes the predictions for a range.
     *
     * @param answers the predictions for a view of the range, whose first image has the index 0
     * @param from the index of that image in the split
     */
    public static void write(Path file, SplitPredictions answers, int from) {
        List<ImagePrediction> images = answers.images();
        Map<String, String> notes = new LinkedHashMap<>();
        notes.put(ROWS, Integer.toString(answers.mapSize().height()));
        notes.put(COLUMNS, Integer.toString(answers.mapSize().width()));
        notes.put(
                INDICES,
                images.stream()
                        .map(image -> Integer.toString(from + image.index()))
                        .collect(Collectors.joining(" ")));
        answers.skipped().forEach(left -> notes.put(SKIPPED + (from + left.index()), left.reason()));
        Map<String, INDArray> arrays = new LinkedHashMap<>();
        put(arrays, LocalizationGraph.LOGITS, images, maps -> Optional.of(maps.logits()));
        put(arrays, LocalizationGraph.CAM, images, maps -> Optional.of(maps.cam()));
        put(arrays, LocalizationGraph.NORM, images, ImageMaps::norm);
        put(arrays, LocalizationGraph.SIMILARITY, images, ImageMaps::similarity);
        put(arrays, LocalizationGraph.WEIGHT_NORM, images, maps -> maps.weightNorm()
                .map(w -> new float[] {w}));
        try {
            SafeTensorsWriter.write(file, arrays, notes);
        } finally {
            arrays.values().forEach(INDArray::close);
        }
    }

    private static void put(
            Map<String, INDArray> arrays,
            String name,
            List<ImagePrediction> images,
            Function<ImageMaps, Optional<float[]>> values) {
        List<float[]> rows = images.stream()
                .flatMap(image -> values.apply(image.maps()).stream())
                .toList();
        if (!rows.isEmpty()) {
            arrays.put(name, Nd4j.create(rows.toArray(float[][]::new)));
        }
    }

    /**
     * The predictions for a whole split.
     *
     * @param files the files of ranges that cover the split, in order
     * @throws org.wsol.core.InvalidInputException if a file is damaged
     * @throws DataException if they do not cover the split, or none of its images could be read
     */
    public static SplitPredictions joined(Preprocessing preprocessing, DataSplit split, List<Path> files) {
        StoredPredictions images = new StoredPredictions();
        List<SkippedImage> skipped = new ArrayList<>();
        Optional<ImageSize> size = Optional.empty();
        for (Path file : files) {
            try (SafeTensors part = SafeTensors.open(file)) {
                part.verify();
                Map<String, String> notes = part.metadata();
                size = Optional.of(
                        new ImageSize(Integer.parseInt(notes.get(ROWS)), Integer.parseInt(notes.get(COLUMNS))));
                images.addAll(images(part, notes.getOrDefault(INDICES, "")));
                notes.forEach((key, reason) -> {
                    if (key.startsWith(SKIPPED)) {
                        skipped.add(new SkippedImage(Integer.parseInt(key.substring(SKIPPED.length())), reason));
                    }
                });
            }
        }
        if (images.size() + skipped.size() != split.size() || size.isEmpty() || images.isEmpty()) {
            throw new DataException(images.size() + " images have predictions and " + skipped.size()
                    + " were skipped, expected " + split.size());
        }
        images.trim();
        skipped.sort(Comparator.comparingInt(SkippedImage::index));
        return new SplitPredictions(
                new SizedSplit(split, preprocessing.reading().decoder()), size.get(), images, skipped);
    }

    private static List<ImagePrediction> images(SafeTensors part, String indices) {
        if (indices.isEmpty()) {
            return List.of();
        }
        int[] positions =
                Arrays.stream(indices.split(" ")).mapToInt(Integer::parseInt).toArray();
        float[][] logits =
                rows(part, LocalizationGraph.LOGITS, positions.length).orElseThrow();
        float[][] cam = rows(part, LocalizationGraph.CAM, positions.length).orElseThrow();
        Optional<float[][]> norm = rows(part, LocalizationGraph.NORM, positions.length);
        Optional<float[][]> similarity = rows(part, LocalizationGraph.SIMILARITY, positions.length);
        Optional<float[][]> weight = rows(part, LocalizationGraph.WEIGHT_NORM, positions.length);
        return IntStream.range(0, positions.length)
                .mapToObj(i -> new ImagePrediction(
                        positions[i],
                        new ImageMaps(
                                logits[i],
                                cam[i],
                                norm.map(rows -> rows[i]),
                                similarity.map(rows -> rows[i]),
                                weight.map(rows -> rows[i][0]))))
                .toList();
    }

    private static Optional<float[][]> rows(SafeTensors part, String name, int count) {
        if (part.find(name).isEmpty()) {
            return Optional.empty();
        }
        float[] values = part.read(name);
        int width = values.length / count;
        return Optional.of(IntStream.range(0, count)
                .mapToObj(i -> Arrays.copyOfRange(values, i * width, (i + 1) * width))
                .toArray(float[][]::new));
    }
}
