package org.wsol.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.wsol.core.InvalidInputException;
import org.wsol.core.data.Dataset;
import org.wsol.core.data.SplitName;
import org.wsol.pipeline.BatchedLocalizer.OfferedMap;
import org.wsol.pipeline.archive.LocalizerArchive;
import org.wsol.pipeline.archive.LocalizerDescription.ArchiveNotes;
import org.wsol.pipeline.recipe.Recipe;

class ModelArchivesTest {
    /** Written by version 0.2; later versions must read it. */
    private static final Path KEPT = Path.of("src/test/resources/org/wsol/pipeline/written-by-0.2.wsol");

    private static final long DAMAGES = 100;

    @TempDir
    private static Path folder;

    private static Dataset data;
    private static TrainedModel model;
    private static Path file;

    @BeforeAll
    static void train() {
        data = SmallModel.data(folder.resolve("data"));
        model = LocalizationTrainer.of(
                        SmallModel.recipe().set("train.epochs", "2 steps").build())
                .fit(data, TrainingListener.none());
        file = folder.resolve("small.wsol");
        ModelArchives.write(model, file, ArchiveNotes.none().withLicence("CC0"));
    }

    @AfterAll
    static void close() {
        model.close();
    }

    @Test
    void archiveGivesThePredictionsOfTheModel() {
        try (TrainedModel loaded = TrainedModel.load(file)) {
            assertThat(loaded.classNames()).isEqualTo(model.classNames());
            assertThat(loaded.threshold()).isEqualTo(model.threshold());
            assertThat(loaded.use()).isEqualTo(model.use());
            assertThat(loaded.recipe()).isEqualTo(model.recipe());
            for (int i = 0; i < 4; i++) {
                Path image = SmallModel.image(data, i);
                assertThat(loaded.localize(image).scoreMap().toArray())
                        .isEqualTo(model.localize(image).scoreMap().toArray());
                assertThat(loaded.localize(image).box())
                        .isEqualTo(model.localize(image).box());
            }
            assertThat(loaded.evaluate(data.split(SplitName.TEST).orElseThrow()).maxBoxAccV2())
                    .isEqualTo(model.evaluate(data.split(SplitName.TEST).orElseThrow())
                            .maxBoxAccV2());
        }
    }

    @Test
    void equalContentGivesEqualBytes() throws Exception {
        Path again = folder.resolve("again.wsol");
        ModelArchives.write(model, again, ArchiveNotes.none().withLicence("CC0"));
        assertThat(again).hasSameBinaryContentAs(file);
        Path rewritten = folder.resolve("rewritten.wsol");
        try (TrainedModel loaded = TrainedModel.load(file)) {
            ModelArchives.write(loaded, rewritten, ArchiveNotes.none().withLicence("CC0"));
        }
        assertThat(rewritten).hasSameBinaryContentAs(file);
    }

    @Test
    void zipIsReadableByOtherPrograms() throws Exception {
        try (var zip = new java.util.zip.ZipFile(file.toFile())) {
            assertThat(zip.stream().map(java.util.zip.ZipEntry::getName))
                    .containsExactly(
                            "localizer.json",
                            "recipe.yaml",
                            "weights.safetensors",
                            "example/1.png",
                            "example/2.png",
                            "example/3.png",
                            "expected.json",
                            "SHA256SUMS");
            String json = new String(
                    zip.getInputStream(zip.getEntry("localizer.json")).readAllBytes());
            assertThat(json)
                    .contains("\"backbone\" : \"small_cnn\"", "\"imageSize\" : 32", "\"licence\" : \"CC0\"")
                    .contains("\"method\" : \"bridging-gap\"", "\"plain\" : true", "\"upsampling\" : \"bicubic\"");
        }
    }

    @Test
    void examplesGiveTheExpectedMaps() {
        ModelArchives.Check check = ModelArchives.check(file);
        assertThat(check.examples()).isEqualTo(3);
        assertThat(check.largestDifference()).isCloseTo(0, within(1e-6));
        assertThat(check.passed()).isTrue();
    }

    @Test
    void computesMapsOfOtherMethodsAndReleasesThemWithTheModel() {
        TrainedModel loaded = TrainedModel.load(file);
        try {
            BatchedLocalizer localizer = new BatchedLocalizer(loaded);
            List<OfferedMap> maps = localizer.maps();
            assertThat(loaded.network().openPrograms())
                    .as("tried in other memory")
                    .isZero();
            Path photo = SmallModel.image(data, 0);
            PreparedImage image = localizer.prepare(loaded.decode(photo));
            for (OfferedMap offer : maps) {
                Prediction found = localizer
                        .localize(image, offer.map(), LocalizationOptions.standard(), () -> {})
                        .prediction();
                Explanation expected = model.explain(photo, offer.map().toString());
                assertThat(found.scoreMap().toArray())
                        .as("%s, whose passes are shorter here", offer.map())
                        .containsExactly(expected.scoreMap().toArray(), within(1e-3f));
                assertThat(found.probability()).isCloseTo(expected.probability(), within(1e-6));
            }
            int open = loaded.network().openPrograms();
            assertThat(open).isGreaterThan(4);
            for (OfferedMap offer : maps) {
                localizer.localize(image, offer.map(), LocalizationOptions.standard(), () -> {});
            }
            assertThat(loaded.network().openPrograms())
                    .as("kept for the next image")
                    .isEqualTo(open);
        } finally {
            loaded.close();
        }
        assertThat(loaded.network().openPrograms()).isZero();
    }

    @Test
    void keepsOwnImagesAsExamples() throws Exception {
        Path own = folder.resolve("own.wsol");
        byte[] picture = Files.readAllBytes(SmallModel.image(data, 0));
        ModelArchives.write(model, own, ArchiveNotes.none(), List.of(picture));
        assertThat(LocalizerArchive.open(own).examples())
                .singleElement()
                .satisfies(example -> assertThat(example.image()).isEqualTo(picture));
        assertThat(ModelArchives.check(own).passed()).isTrue();
        byte[] noPicture = {1, 2, 3};
        assertThatThrownBy(() -> ModelArchives.write(model, own, ArchiveNotes.none(), List.of(noPicture)))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void detectsEveryDamagedByte() throws Exception {
        byte[] whole = Files.readAllBytes(file);
        Path damaged = folder.resolve("damaged.wsol");
        Files.write(damaged, whole);
        long stride = Math.max(1, whole.length / DAMAGES);
        try (var channel = java.nio.channels.FileChannel.open(damaged, java.nio.file.StandardOpenOption.WRITE)) {
            for (int at = 0; at < whole.length; at += (int) stride) {
                byte flipped = (byte) (whole[at] ^ (1 << at % 8));
                channel.write(java.nio.ByteBuffer.wrap(new byte[] {flipped}), at);
                int place = at;
                assertThatThrownBy(() -> LocalizerArchive.open(damaged))
                        .as("byte %d of %d", place, whole.length)
                        .isInstanceOf(InvalidInputException.class);
                channel.write(java.nio.ByteBuffer.wrap(new byte[] {whole[at]}), at);
            }
        }
        assertThat(LocalizerArchive.open(damaged).description().classNames()).isEqualTo(model.classNames());
        for (int length : List.of(0, 1, 29, 300, whole.length / 2, whole.length - 1)) {
            Files.write(damaged, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> LocalizerArchive.open(damaged)).isInstanceOf(InvalidInputException.class);
        }
        Files.write(damaged, Arrays.copyOf(whole, whole.length + 1));
        assertThatThrownBy(() -> LocalizerArchive.open(damaged)).hasMessageContaining("is damaged");
    }

    /** How the stored file was created; it is never recreated. */
    @Test
    @EnabledIfSystemProperty(named = "wsol.keep", matches = "true")
    void createsTheStoredArchive() {
        assertThat(KEPT).doesNotExist();
        Recipe recipe = SmallModel.recipe().backbone("tiny").epochs(20).build();
        try (TrainedModel tiny = LocalizationTrainer.of(recipe).fit(data, TrainingListener.none())) {
            ModelArchives.write(tiny, KEPT, ArchiveNotes.none().withLicence("CC0"));
        }
    }

    @Test
    void readsAFileOfVersion02() {
        assertThat(ModelArchives.check(KEPT).passed()).isTrue();
        try (TrainedModel kept = TrainedModel.load(KEPT)) {
            assertThat(kept.classNames()).hasSize(2);
            assertThat(kept.threshold()).isBetween(0.0, 1.0);
        }
    }

    @Test
    void loadsWithoutLossesExperimentsAndCommandLine() throws Exception {
        Path image = SmallModel.image(data, 0);
        List<Path> archives = new ArrayList<>(List.of(file));
        List<String> expected =
                new ArrayList<>(List.of(model.localize(image).box().toString()));
        for (String method : List.of("acol", "bas", "ccam", "spg", "tap", "ts-cam")) {
            Recipe recipe = method.equals("ts-cam") ? transformer() : withHead(method);
            Path archive = folder.resolve(method + ".wsol");
            try (TrainedModel trained = LocalizationTrainer.of(recipe).fit(data, TrainingListener.none())) {
                ModelArchives.write(trained, archive, ArchiveNotes.none());
                expected.add(trained.localize(image).box().toString());
            }
            archives.add(archive);
        }
        assertThat(LoadedWithoutLosses.boxes(image, archives, folder)).isEqualTo(expected);
    }

    private static Recipe withHead(String method) {
        Map<String, Object> options =
                switch (method) {
                    case "acol" -> Map.of("width", 8, "threshold", 0.6);
                    case "bas" -> Map.of("width", 8, "topClasses", 2);
                    case "spg" -> Map.of("width", 8);
                    case "tap" -> Map.of("threshold", 0.3);
                    default -> Map.of();
                };
        return SmallModel.recipe()
                .method(method, options)
                .set("train.epochs", "1 steps")
                .build();
    }

    private static Recipe transformer() {
        return SmallModel.recipe()
                .backbone("deit_tiny")
                .method("ts-cam", Map.of("map", "semantic"))
                .set("train.epochs", "1 steps")
                .build();
    }
}
