package org.wsol.experiment.internal.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wsol.core.Box;
import org.wsol.core.ImageSize;
import org.wsol.core.data.DataSplit;
import org.wsol.core.data.SplitName;
import org.wsol.data.split.SplitBuilder;
import org.wsol.data.split.SubsetSplit;
import org.wsol.engine.cam.ImageMaps;
import org.wsol.eval.metric.CentreBaseline;
import org.wsol.eval.protocol.Protocol;
import org.wsol.experiment.internal.runfolder.RunFolder;
import org.wsol.pipeline.evaluation.BoxScoring;
import org.wsol.pipeline.evaluation.Evaluation;
import org.wsol.pipeline.evaluation.GapDiagnoses;
import org.wsol.pipeline.evaluation.PredictionFile;
import org.wsol.pipeline.evaluation.SplitPredictions;
import org.wsol.pipeline.evaluation.SplitPredictions.ImagePrediction;
import org.wsol.pipeline.recipe.Recipe;
import org.wsol.testing.LiveHeap;

/** From files of predictions to metrics and tables, at most 100 bytes per image stay on the heap. */
class EvaluationMemoryTest {
    private static final long LIMIT = 100;
    private static final int CLASSES = 100;
    private static final int SIDE = 14;
    private static final int PART = 1000;

    @TempDir
    private Path folder;

    private final Recipe recipe = Recipe.builder()
            .backbone("small_cnn")
            .method("bridging-gap")
            .set("data.imageSize", 24)
            .set("data.resizeSize", 24)
            .set("evaluation.interval", 0.01)
            .build();

    @Test
    @Tag("slow")
    void memoryGrowsByAHundredBytesPerImage() {
        growsLittle(3_000, 6_000);
    }

    @Test
    @Tag("slow")
    void memoryGrowsByAHundredBytesPerImageOfALargeDataSet() {
        growsLittle(20_000, 100_000);
    }

    /** Both data sets, about 75 bytes per image, are there from the beginning. */
    private void growsLittle(int few, int many) {
        DataSplit small = split(few);
        DataSplit large = split(many);
        heapAfterStages(small); // loads libraries
        Map<String, Long> less = heapAfterStages(small);
        Map<String, Long> more = heapAfterStages(large);
        Map<String, Long> perImage = new LinkedHashMap<>();
        more.forEach((stage, bytes) -> perImage.put(stage, (bytes - less.get(stage)) / (many - few)));
        perImage.forEach((stage, bytes) ->
                assertThat(bytes).as(stage + " of " + perImage).isBetween(-LIMIT, LIMIT));
    }

    /** The heap after each stage of an evaluation, with everything that the next ones use. */
    private Map<String, Long> heapAfterStages(DataSplit split) {
        int images = split.size();
        Map<String, Long> stages = new LinkedHashMap<>();
        List<Path> files = files(split);
        SplitPredictions predictions = PredictionFile.joined(recipe.data(), split, files);
        stages.put("predictions", LiveHeap.bytes());
        BoxScoring scoring = new BoxScoring(recipe);
        Evaluation evaluation = Evaluation.of(predictions, scoring);
        evaluation.localization(new Protocol.Oracle());
        evaluation.localization(new Protocol.Fixed(0.2));
        stages.put("boxes", LiveHeap.bytes());
        RunTables tables = new RunTables(
                new RunFolder(folder.resolve("run" + images)),
                IntStream.range(0, CLASSES).mapToObj(k -> "class" + k).toList(),
                predictions,
                ImageSize.square(24),
                evaluation.boxes(),
                image -> new RunTables.DrawnBox(0.2, scoring.box(predictions, image, 0.2)));
        tables.writeImages();
        tables.writeMaps();
        stages.put("tables", LiveHeap.bytes());
        Object numbers = List.of(
                GapDiagnoses.means(predictions),
                CentreBaseline.on(evaluation.boxes().orElseThrow()),
                ImageIntervals.intervals(evaluation.boxes().orElseThrow(), 100, 1),
                ImageIntervals.sizes(evaluation.boxes().orElseThrow()));
        stages.put("intervals and sizes", LiveHeap.bytes());
        assertThat(numbers).isNotNull();
        assertThat(predictions.images()).hasSize(images);
        assertThat(tables).isNotNull();
        return stages;
    }

    private static DataSplit split(int images) {
        SplitBuilder builder = new SplitBuilder(SplitName.TEST, Path.of("nowhere"));
        for (int i = 0; i < images; i++) {
            int image = builder.add("test/class_" + i % CLASSES + "/photo_" + i + ".jpg", i % CLASSES);
            builder.setSize(image, new ImageSize(300, 400));
            builder.addBox(image, new Box(40 + i % 50, 30, 200 + i % 150, 220 + i % 60));
        }
        return builder.build();
    }

    private List<Path> files(DataSplit split) {
        List<Path> files = new ArrayList<>();
        for (int from = 0; from < split.size(); from += PART) {
            int to = Math.min(split.size(), from + PART);
            Path file = folder.resolve(split.size() + "-" + from + ".safetensors");
            PredictionFile.write(
                    file,
                    new SplitPredictions(
                            SubsetSplit.range(split, from, to),
                            ImageSize.square(SIDE),
                            IntStream.range(0, to - from)
                                    .mapToObj(EvaluationMemoryTest::prediction)
                                    .toList(),
                            List.of()),
                    from);
            files.add(file);
        }
        return files;
    }

    private static ImagePrediction prediction(int index) {
        Random random = new Random(index);
        float[] logits = new float[CLASSES];
        float[] map = new float[SIDE * SIDE];
        for (int k = 0; k < logits.length; k++) {
            logits[k] = random.nextFloat();
        }
        for (int i = 0; i < map.length; i++) {
            float dx = i % SIDE - 6.3f;
            float dy = i / SIDE - 5.2f;
            map[i] = (float) Math.exp(-(dx * dx + dy * dy) / 20) * (0.7f + 0.3f * random.nextFloat());
        }
        return new ImagePrediction(
                index, new ImageMaps(logits, map, Optional.of(map), Optional.of(map), Optional.of(1f)));
    }
}
