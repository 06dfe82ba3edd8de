package org.wsol.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wsol.core.DataException;
import org.wsol.core.InvalidInputException;
import org.wsol.core.ScoreMap;
import org.wsol.core.data.DataSplit;
import org.wsol.core.data.Dataset;
import org.wsol.core.data.SplitName;
import org.wsol.core.progress.Progress;
import org.wsol.data.split.SplitBuilder;
import org.wsol.engine.cam.Cam.Decomposition;
import org.wsol.eval.map.ScoreArray;
import org.wsol.maps.MapSpec;
import org.wsol.pipeline.evaluation.BoxScoring;
import org.wsol.pipeline.evaluation.Evaluation;
import org.wsol.pipeline.evaluation.MapComparison;
import org.wsol.pipeline.evaluation.SplitPredictions;
import org.wsol.pipeline.evaluation.SplitPredictions.ImagePrediction;
import org.wsol.pipeline.recipe.EvaluationConfig.LocalizingMap;
import org.wsol.pipeline.recipe.Recipe;
import org.wsol.pipeline.recipe.UseSettings;

class TrainedModelTest {
    @TempDir
    private static Path folder;

    private static Dataset data;
    private static TrainedModel model;

    @BeforeAll
    static void train() {
        data = SmallModel.data(folder.resolve("data"));
        model = LocalizationTrainer.of(SmallModel.recipe().build()).fit(data, TrainingListener.none());
    }

    @AfterAll
    static void close() {
        model.close();
    }

    private static List<Path> images() {
        return IntStream.range(0, 8).mapToObj(i -> SmallModel.image(data, i)).toList();
    }

    @Test
    void savedModelGivesTheSamePredictions() {
        Path saved = folder.resolve("saved");
        model.save(saved);
        model.save(saved);
        try (TrainedModel loaded = TrainedModel.load(saved)) {
            assertThat(loaded.recipe()).isEqualTo(model.recipe());
            assertThat(loaded.classNames()).isEqualTo(model.classNames());
            assertThat(loaded.threshold()).isEqualTo(model.threshold());
            for (Path image : images()) {
                assertSame(loaded.localize(image), model.localize(image), 0);
            }
        }
    }

    @Test
    void changedFilesOfASavedModelAreRejected() throws IOException {
        for (String name : List.of("recipe.yaml", "model.json")) {
            Path saved = folder.resolve("changed-" + name);
            model.save(saved);
            Path file = saved.resolve(name);
            String content = Files.readString(file);
            Files.writeString(
                    file, content.replaceFirst("[0-9](?=[^0-9]*$)", "7").replaceFirst("$", " "));
            assertThatThrownBy(() -> TrainedModel.load(saved))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining(name + " has changed since the model was saved");
            TrainedModel.load(saved, model.recipe()).close();
        }
    }

    /** The labels of a data set with other classes, or in another order, are not those of the model. */
    @Test
    void evaluatesOnlyDataSetsWithItsClasses() {
        assertThat(model.evaluate(data, SplitName.TEST).accuracy())
                .isEqualTo(
                        model.evaluate(data.split(SplitName.TEST).orElseThrow()).accuracy());
        Dataset other = Datasets.open(
                "demo",
                Map.of(
                        "folder",
                        folder.resolve("three-classes"),
                        "classes",
                        3,
                        "size",
                        32,
                        "train",
                        9,
                        "val",
                        3,
                        "test",
                        3));
        assertThatThrownBy(() -> model.evaluate(other, SplitName.TEST))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("the model " + model.classNames());
    }

    @Test
    void allKindsOfImageInputGiveTheSame() throws Exception {
        Path image = SmallModel.image(data, 0);
        Prediction expected = model.localize(image);
        assertSame(model.localize(Files.readAllBytes(image)), expected, 0);
        assertSame(model.localize(ImageIO.read(image.toFile())), expected, 0);
        try (InputStream stream = Files.newInputStream(image)) {
            assertSame(model.localize(stream), expected, 0);
        }
    }

    @Test
    void batchesGiveTheSameAsSingleImages() {
        List<Path> twice = new ArrayList<>(images());
        twice.addAll(images().subList(0, 3));
        List<Prediction> together = model.localizeAll(twice);
        assertThat(together).hasSize(11);
        for (int i = 0; i < together.size(); i++) {
            assertSame(together.get(i), model.localize(twice.get(i)), 1e-5);
        }
    }

    @Test
    void concurrentThreadsGetTheirOwnResults() throws Exception {
        List<Prediction> expected = images().stream().map(model::localize).toList();
        ExecutorService pool = Executors.newFixedThreadPool(4);
        List<Future<Prediction>> answers = new ArrayList<>();
        for (int round = 0; round < 4; round++) {
            images().forEach(image -> answers.add(pool.submit(() -> model.localize(image))));
        }
        for (int i = 0; i < answers.size(); i++) {
            assertSame(answers.get(i).get(), expected.get(i % expected.size()), 0);
        }
        pool.shutdown();
    }

    @Test
    void localizesTheRequestedClassesAndBoxes() {
        Path image = SmallModel.image(data, 0);
        LocalizationOptions both =
                LocalizationOptions.standard().withTopClasses(5).withAllBoxes().withThreshold(0.3);
        Prediction found = model.localize(image, both);
        assertThat(found.classes()).as("there are two classes").hasSize(2);
        assertThat(found.threshold()).isEqualTo(0.3);
        assertThat(found.classes().get(0).probability())
                .isGreaterThanOrEqualTo(found.classes().get(1).probability());
        double sum = found.classes().stream()
                .mapToDouble(ClassLocalization::probability)
                .sum();
        assertThat(sum).isCloseTo(1, within(1e-6));
        ClassLocalization second = found.classes().get(1);
        Prediction named = model.localize(image, LocalizationOptions.standard().withClass(second.className()));
        assertThat(named.className()).isEqualTo(second.className());
        assertThat(named.probability()).isCloseTo(second.probability(), within(1e-6));
        assertThat(named.scoreMap().toArray()).isEqualTo(second.scoreMap().toArray());
        LocalizationOptions one = LocalizationOptions.standard().withThreshold(0.3);
        assertThat(found.box()).isEqualTo(model.localize(image, one).box());
    }

    @Test
    void rejectsUnknownClassesFilesAndOptions() {
        Path image = SmallModel.image(data, 0);
        LocalizationOptions unknown = LocalizationOptions.standard().withClass("zebra");
        assertThatThrownBy(() -> model.localize(image, unknown)).hasMessageContaining("has no class 'zebra'");
        assertThatThrownBy(() -> model.localize(folder.resolve("none.jpg"))).hasMessageContaining("none.jpg");
        assertThatThrownBy(() -> model.localize(new byte[] {1, 2, 3})).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> LocalizationOptions.standard().withThreshold(1))
                .hasMessage("a threshold must be in [0, 1), was 1.0");
    }

    @Test
    void evaluationScoresTheSplit() {
        Evaluation evaluation = model.evaluate(data.split(SplitName.TEST).orElseThrow());
        assertThat(evaluation.predictions().images()).hasSize(8);
        assertThat(evaluation.accuracy().top1()).isBetween(0.0, 100.0);
        assertThat(evaluation.maxBoxAccV2()).isPresent();
        assertThat(evaluation.pixelAveragePrecision()).isPresent();
    }

    @Test
    void usesTheNormMapIfTheRecipeSelectsIt() {
        Path saved = folder.resolve("by-norm");
        model.save(saved);
        Recipe recipe =
                SmallModel.recipe().set("evaluation.map", LocalizingMap.NORM).build();
        try (TrainedModel byNorm = TrainedModel.load(saved, recipe)) {
            ClassLocalization expected =
                    model.localize(SmallModel.image(data, 0)).classes().get(0);
            ClassLocalization found =
                    byNorm.localize(SmallModel.image(data, 0)).classes().get(0);
            ScoreMap norm = expected.maps().orElseThrow().norm();
            assertThat(found.scoreMap().toArray())
                    .isEqualTo(BoxScoring.preparation(UseSettings.of(recipe))
                            .apply(ScoreArray.of(norm))
                            .toScoreMap()
                            .toArray());
            assertThat(found.scoreMap().toArray())
                    .isNotEqualTo(expected.scoreMap().toArray());
            Evaluation evaluation = byNorm.evaluate(data.split(SplitName.TEST).orElseThrow());
            ImagePrediction first = evaluation.predictions().images().get(0);
            assertThat(new BoxScoring(recipe)
                            .prepare(evaluation.predictions(), first)
                            .toScoreMap()
                            .toArray())
                    .isEqualTo(found.scoreMap().toArray());
        }
    }

    @Test
    void averagesImagesAndMirrorImagesEqually() throws IOException {
        Path saved = folder.resolve("mirrored");
        model.save(saved);
        BufferedImage image = ImageIO.read(SmallModel.image(data, 0).toFile());
        BufferedImage turned = turned(image);
        Recipe recipe = SmallModel.recipe().set("evaluation.mirror", true).build();
        try (TrainedModel mirroring = TrainedModel.load(saved, recipe)) {
            ClassLocalization found = mirroring.localize(image).classes().get(0);
            ClassLocalization other = mirroring.localize(turned).classes().get(0);
            assertThat(other.className()).isEqualTo(found.className());
            assertThat(other.probability()).isCloseTo(found.probability(), within(1e-5));
            ScoreMap map = found.scoreMap();
            for (int y = 0; y < map.height(); y++) {
                for (int x = 0; x < map.width(); x++) {
                    assertThat(other.scoreMap().at(y, map.width() - 1 - x)).isCloseTo(map.at(y, x), within(1e-4f));
                }
            }
            Decomposition factors = found.maps().orElseThrow();
            double product = factors.norm().at(3, 2) * factors.similarity().at(3, 2) * factors.weightNorm();
            assertThat((double) factors.cam().at(3, 2)).isCloseTo(product, within(1e-4));
            assertThat(map.toArray())
                    .isNotEqualTo(model.localize(image).scoreMap().toArray());
        }
    }

    /** A process that was killed while saving leaves a draft, and the former model stays complete. */
    @Test
    void anInterruptedSaveHindersNothing() throws IOException {
        Path saved = folder.resolve("interrupted");
        model.save(saved);
        Files.createDirectories(saved.resolve(".saving"));
        Files.writeString(saved.resolve(".saving/weights.safetensors"), "half");
        TrainedModel.load(saved).close();
        model.save(saved);
        TrainedModel.load(saved).close();
        assertThat(saved.resolve(".saving")).doesNotExist();
        Path first = Files.createDirectories(folder.resolve("first/.saving")).getParent();
        model.save(first);
        TrainedModel.load(first).close();
    }

    @Test
    void aRangeMayHaveNoReadableImageAndASplitMustHaveOne() throws IOException {
        Path damaged = Files.createDirectories(folder.resolve("unreadable"));
        Files.writeString(damaged.resolve("a.png"), "no image");
        SplitBuilder split = new SplitBuilder(SplitName.TEST, damaged);
        split.add("a.png", 0);
        Path saved = folder.resolve("skipping");
        model.save(saved);
        Recipe skipping = SmallModel.recipe().set("data.onError", "skip").build();
        try (TrainedModel lenient = TrainedModel.load(saved, skipping)) {
            SplitPredictions none = lenient.answers(split.build(), Progress.NONE);
            assertThat(none.images()).isEmpty();
            assertThat(none.skipped()).hasSize(1);
            assertThatThrownBy(none::requireAny)
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("no image of the test split could be read");
            assertThatThrownBy(() -> lenient.evaluate(split.build())).isInstanceOf(DataException.class);
        }
    }

    @Test
    void explainsItsOwnNormMapAndClassActivationMap() {
        Path image = SmallModel.image(data, 0);
        Decomposition own = model.localize(image).classes().get(0).maps().orElseThrow();
        assertEqualMaps(model.explain(image, "norm").raw().get(0), own.norm());
        assertEqualMaps(model.explain(image, "cam").raw().get(0), own.cam());
    }

    private static void assertEqualMaps(ScoreMap found, ScoreMap expected) {
        assertThat(found.size()).isEqualTo(expected.size());
        for (int y = 0; y < found.height(); y++) {
            for (int x = 0; x < found.width(); x++) {
                assertThat(found.at(y, x)).isCloseTo(expected.at(y, x), within(1e-4f));
            }
        }
    }

    @Test
    void classScoresCanUseAnotherImageSizeThanMaps() throws IOException {
        Path saved = folder.resolve("class-size");
        model.save(saved);
        Path image = SmallModel.image(data, 0);
        int larger = 2 * SmallModel.recipe().build().data().transformation().imageSize();
        int own = larger / 2;
        Recipe large = SmallModel.recipe().set("data.evaluationSize", larger).build();
        Recipe apart = SmallModel.recipe()
                .set("data.evaluationSize", larger)
                .set("evaluation.classSize", own)
                .build();
        Recipe same = SmallModel.recipe().set("evaluation.classSize", own).build();
        try (TrainedModel plain = TrainedModel.load(saved, large);
                TrainedModel scoring = TrainedModel.load(saved, apart);
                TrainedModel twice = TrainedModel.load(saved, same)) {
            ClassLocalization small = model.localize(image).classes().get(0);
            ClassLocalization found = scoring.localize(image).classes().get(0);
            LocalizationOptions named = LocalizationOptions.standard().withClass(found.className());
            ClassLocalization big = plain.localize(image, named).classes().get(0);
            assertThat(found.className()).isEqualTo(small.className());
            assertThat(found.probability()).isCloseTo(small.probability(), within(0.02)); // the image is resized twice
            assertThat(found.probability()).isNotEqualTo(big.probability());
            assertThat(found.scoreMap().toArray()).isEqualTo(big.scoreMap().toArray());
            assertThat(scoring.localize(image, named).classes().get(0).probability())
                    .isEqualTo(found.probability());
            assertThat(twice.localize(image).classes().get(0).probability())
                    .isCloseTo(small.probability(), within(1e-6));
            DataSplit test = data.split(SplitName.TEST).orElseThrow();
            List<ImagePrediction> images = scoring.evaluate(test).predictions().images();
            assertThat(images.get(0).maps().probability(images.get(0).maps().predictedClass()))
                    .isCloseTo(found.probability(), within(1e-5));
            assertThat(scoring.evaluate(test, MapComparison.of(List.of(MapSpec.parse("cam"))), Progress.NONE)
                            .predictions()
                            .images()
                            .get(0)
                            .maps()
                            .logits())
                    .isEqualTo(images.get(0).maps().logits());
        }
    }

    @Test
    void fitsMapsToThePhotoIfTheRecipeSelectsIt() {
        Path saved = folder.resolve("guided");
        model.save(saved);
        Recipe recipe = SmallModel.recipe().set("evaluation.guided", 0.125).build();
        try (TrainedModel guided = TrainedModel.load(saved, recipe)) {
            Path image = SmallModel.image(data, 0);
            ClassLocalization plain = model.localize(image).classes().get(0);
            ClassLocalization found = guided.localize(image).classes().get(0);
            assertThat(found.scoreMap().toArray()).isNotEqualTo(plain.scoreMap().toArray());
            Evaluation evaluation = guided.evaluate(data.split(SplitName.TEST).orElseThrow());
            ImagePrediction first = evaluation.predictions().images().get(0);
            assertThat(new BoxScoring(recipe)
                            .prepare(evaluation.predictions(), first)
                            .toScoreMap()
                            .toArray())
                    .as("what is evaluated is what localizes")
                    .isEqualTo(found.scoreMap().toArray());
        }
    }

    private static BufferedImage turned(BufferedImage image) {
        BufferedImage turned = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                turned.setRGB(image.getWidth() - 1 - x, y, image.getRGB(x, y));
            }
        }
        return turned;
    }

    @Test
    void thresholdComesFromTheValidationSplit() {
        assertThat(model.thresholdSelection().orElseThrow().images()).isEqualTo(8);
        assertThat(model.training().orElseThrow().steps()).isEqualTo(24);
    }

    @Test
    void closedModelRejectsEveryUse() {
        Path saved = folder.resolve("to-close");
        model.save(saved);
        TrainedModel closed = TrainedModel.load(saved);
        closed.localize(SmallModel.image(data, 0));
        closed.close();
        closed.close();
        assertThatThrownBy(() -> closed.localize(SmallModel.image(data, 0)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("this model was closed; load or train it again to use it");
        assertThatThrownBy(() -> closed.evaluate(data.split(SplitName.TEST).orElseThrow()))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> closed.save(folder.resolve("late"))).isInstanceOf(IllegalStateException.class);
        assertThat(folder.resolve("late")).doesNotExist();
    }

    @Test
    void doesNotOverwriteOtherFiles() throws Exception {
        Path other = Files.createDirectories(folder.resolve("other"));
        Files.writeString(other.resolve("thesis.txt"), "mine");
        assertThatThrownBy(() -> model.save(other)).hasMessageContaining("contains other files");
        assertThat(other.toFile().list()).containsExactly("thesis.txt");
    }

    @Test
    void reportsMissingFilesOfAFolder() {
        assertThatThrownBy(() -> TrainedModel.load(folder.resolve("data")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("contains no trained model: it has no model.json");
        assertThatThrownBy(() -> TrainedModel.load(folder.resolve("nowhere.wsol")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("nowhere.wsol: no such file or folder");
    }

    private static void assertSame(Prediction actual, Prediction expected, double tolerance) {
        assertThat(actual.label()).isEqualTo(expected.label());
        assertThat(actual.imageSize()).isEqualTo(expected.imageSize());
        assertThat(actual.probability()).isCloseTo(expected.probability(), within(tolerance));
        float[] values = expected.maps().orElseThrow().cam().toArray();
        for (int i = 0; i < values.length; i++) {
            assertThat(actual.maps().orElseThrow().cam().toArray()[i])
                    .isCloseTo(values[i], within((float) (tolerance * Math.max(1, Math.abs(values[i])))));
        }
        if (tolerance == 0) {
            assertThat(actual.box()).isEqualTo(expected.box());
        }
    }
}
