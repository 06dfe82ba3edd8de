package org.wsol.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code wsol predict} on realistic photos: linked, rotated, damaged, with equal names. */
class PredictedPhotosTest {
    private static final Path TURNED = Path.of(System.getProperty("wsol.project", ".."))
            .resolve("wsol-data/src/test/resources/decoding/rotated.jpg");

    @TempDir
    static Path folder;

    private static Path run;

    @BeforeAll
    static void train() throws IOException {
        run = TinyRun.train(folder, Painted.classFolders(folder.resolve("photos"), 10));
    }

    private static TinyRun.Outcome predict(Path photos, Path out, String... options) {
        List<String> words = new java.util.ArrayList<>(
                List.of("predict", run.toString(), photos.toString(), "--out", out.toString()));
        words.addAll(List.of(options));
        return TinyRun.outcome(words);
    }

    @Test
    void skipsADamagedImageAndRotatesTheOthers() throws IOException {
        Path fresh = Files.createDirectories(folder.resolve("fresh"));
        Files.copy(TURNED, fresh.resolve("turned.jpg"));
        Files.writeString(fresh.resolve("broken.jpg"), "no image");
        Path link = Files.createSymbolicLink(folder.resolve("link"), fresh);
        Path out = folder.resolve("mixed");

        TinyRun.Outcome outcome =
                predict(link, out, "--export", "label-studio", "--image-prefix", "/data/local-files/?d=new/");

        assertThat(outcome.exit()).isEqualTo(4);
        assertThat(outcome.err()).contains("1 of 2 images could not be read", "broken.jpg", "skipped: image ");
        JsonNode predictions =
                new ObjectMapper().readTree(out.resolve("predictions.json").toFile());
        assertThat(predictions).hasSize(1);
        assertThat(predictions.get(0).get("width").asInt()).isEqualTo(37);
        assertThat(predictions.get(0).get("height").asInt()).isEqualTo(53);
        BufferedImage overlay = ImageIO.read(out.resolve("turned.png").toFile());
        assertThat(overlay.getWidth()).isEqualTo(37);
        assertThat(overlay.getHeight()).isEqualTo(53);
        assertThat(out.resolve("label-studio.json")).content().contains("/data/local-files/?d=new/turned.jpg");
    }

    @Test
    void keepsAllImagesOfTheSameName() throws IOException {
        Painted.picture(folder.resolve("twins/a/same.png"), Color.BLUE, 1);
        Painted.picture(folder.resolve("twins/b/same.png"), Color.BLUE, 2);
        Path out = folder.resolve("kept");

        assertThat(predict(folder.resolve("twins"), out, "--export", "coco,voc,csv,yolo", "--html")
                        .exit())
                .isZero();
        assertThat(out.resolve("same.png")).exists();
        assertThat(out.resolve("same-2.png")).exists();
        assertThat(out.resolve("voc/test/same.xml")).exists();
        assertThat(out.resolve("voc/test/same-2.xml")).exists();
        assertThat(out.resolve("yolo/labels/same-2.txt")).exists();
        assertThat(out.resolve("csv/test-labels.csv")).content().contains("a/same.png", "b/same.png");
        assertThat(out.resolve("coco/test.json")).content().contains("a/same.png", "b/same.png", "score");
        assertThat(out.resolve("index.html")).content().contains("same-2.png");
    }

    @Test
    void usesAPhotoThatIsNamedTwiceOnce() throws IOException {
        Path photos = folder.resolve("repeated");
        Painted.picture(photos.resolve("photo.png"), Color.BLUE, 1);
        Path out = folder.resolve("once");
        String twice = photos.resolve("../repeated/photo.png").toString();
        TinyRun.Outcome outcome = TinyRun.outcome(List.of(
                "predict", run.toString(), photos.toString(), twice, photos.toString(), "--out", out.toString()));
        assertThat(outcome.exit()).isZero();
        assertThat(outcome.err()).contains("note: 2 arguments repeat a file or folder of another one");
        assertThat(new ObjectMapper().readTree(out.resolve("predictions.json").toFile()))
                .hasSize(1);
    }

    @Test
    void namesFilesOfAnEarlierPredictionInTheFolder() throws IOException {
        Painted.picture(folder.resolve("earlier/first.png"), Color.BLUE, 1);
        Painted.picture(folder.resolve("later/second.png"), Color.BLUE, 2);
        Path out = folder.resolve("shared");
        String[] options = {"--export", "yolo,voc,label-studio", "--html"};
        assertThat(predict(folder.resolve("earlier"), out, options).err()).doesNotContain("note:");
        assertThat(predict(folder.resolve("earlier"), out, options).err()).doesNotContain("note:");

        TinyRun.Outcome outcome = predict(folder.resolve("later"), out, "--export", "yolo");

        assertThat(outcome.exit()).as(outcome.err()).isZero();
        assertThat(outcome.err())
                .contains("note: " + out + " also contains 3 files of an earlier prediction, for example first.png")
                .contains("note: " + out.resolve("yolo/labels") + " also contains 1 file")
                .contains("note: " + out.resolve("voc/test") + " also contains 1 file")
                .contains("for example first.txt; use another folder with --out");
    }

    @Test
    void neverReplacesOriginalsByOverlays() throws IOException {
        Path pictures = folder.resolve("originals");
        Painted.picture(pictures.resolve("photo.png"), Color.BLUE, 1);
        byte[] original = Files.readAllBytes(pictures.resolve("photo.png"));

        TinyRun.Outcome outcome = predict(pictures, pictures);

        assertThat(outcome.exit()).isEqualTo(2);
        assertThat(outcome.err()).contains("photo.png already exists and was not written by wsol");
        assertThat(pictures.resolve("photo.png")).hasBinaryContent(original);
    }

    @Test
    void ignoresHiddenFilesAndReportsUnsupportedFormats() throws IOException {
        Path photos = Files.createDirectories(folder.resolve("phone"));
        Files.copy(TURNED, photos.resolve("a.jfif"));
        Files.copy(TURNED, photos.resolve("._a.jpg"));
        Files.copy(
                TURNED,
                Files.createDirectories(photos.resolve(".ipynb_checkpoints")).resolve("b.jpg"));
        Files.writeString(photos.resolve("c.HEIC"), "ftypheic");

        TinyRun.Outcome outcome = predict(photos, folder.resolve("phone-out"));

        assertThat(outcome.exit()).as(outcome.err()).isZero();
        assertThat(outcome.err()).contains("skipped: 1 image has an unsupported format", "c.HEIC");
        assertThat(new ObjectMapper()
                        .readTree(folder.resolve("phone-out/predictions.json").toFile()))
                .hasSize(1);
    }

    @Test
    void predictsImagesWithLongNamesOrLineBreaksRepeatedly() throws IOException {
        Path photos = Files.createDirectories(folder.resolve("odd"));
        Files.copy(TURNED, photos.resolve("x".repeat(251) + ".jpg"));
        Files.copy(TURNED, photos.resolve("two\nlines.jpg"));
        for (int i = 0; i < 2; i++) {
            TinyRun.Outcome outcome = predict(photos, folder.resolve("odd-out"), "--export", "voc,csv,yolo");
            assertThat(outcome.exit()).as(outcome.err()).isZero();
        }
    }

    @Test
    void reportsACircularLink() throws IOException {
        Path photos = Files.createDirectories(folder.resolve("loop"));
        Files.createSymbolicLink(photos.resolve("again"), photos);

        TinyRun.Outcome outcome = predict(photos, folder.resolve("loop-out"));

        assertThat(outcome.exit()).isEqualTo(2);
        assertThat(outcome.err()).contains("again leads back to one of its parent folders");
    }

    @Test
    void reportsAFileInPlaceOfTheOutputFolder() throws IOException {
        Path file = Files.writeString(folder.resolve("in-the-way"), "");

        TinyRun.Outcome outcome = TinyRun.outcome(List.of(
                "export", run.toString(), "--out", file.resolve("model.wsol").toString()));

        assertThat(outcome.exit()).isEqualTo(4);
        assertThat(outcome.err()).contains("in-the-way").doesNotContain("internal error");
    }
}
