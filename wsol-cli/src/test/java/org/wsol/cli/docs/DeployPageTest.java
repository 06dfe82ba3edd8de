package org.wsol.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commands of docs/deploy.md: a run is exported to one file, and every command accepts the file instead of the run.
 */
class DeployPageTest {
    @TempDir
    static Path folder;

    private static Path photos;
    private static Path run;
    private static String file;

    @BeforeAll
    static void export() throws IOException {
        photos = Painted.classFolders(folder.resolve("photos"), 10);
        run = TinyRun.train(folder, photos);
        file = folder.resolve("birds.wsol").toString();
        String said = TinyRun.wsol(List.of("export", run.toString(), "--out", file, "--licence", "CC BY 4.0"));
        assertThat(said.strip()).isEqualTo(file);
    }

    @Test
    void checksTheFileAndRejectsADamagedOne() throws IOException {
        assertThat(TinyRun.wsol(List.of("archive", "check", file)))
                .contains("checksums correct; 3 examples", "as where it was written");
        byte[] content = Files.readAllBytes(Path.of(file));
        content[content.length / 2] ^= 1;
        Path damaged = Files.write(folder.resolve("damaged.wsol"), content);
        TinyRun.Outcome outcome = TinyRun.outcome(List.of("archive", "check", damaged.toString()));
        assertThat(outcome.exit()).isEqualTo(2);
        assertThat(outcome.err()).contains("damaged.wsol is damaged");
    }

    @Test
    void fileContainsItsProvenance() throws IOException {
        String json = Files.readString(Path.of(file), java.nio.charset.StandardCharsets.ISO_8859_1);
        assertThat(json)
                .contains("\"fingerprint\"", "\"protocols\"", "\"split\" : \"test\"", "CC BY 4.0")
                .doesNotContain(folder.toString());
    }

    @Test
    void predictAndExplainAcceptTheFileInPlaceOfTheRun() throws IOException {
        String picture = photos.resolve("tit/1.png").toString();
        TinyRun.wsol(List.of(
                "predict", run.toString(), picture, "--out", folder.resolve("a").toString()));
        TinyRun.wsol(
                List.of("predict", file, picture, "--out", folder.resolve("b").toString()));
        assertThat(folder.resolve("b/1.png")).hasSameBinaryContentAs(folder.resolve("a/1.png"));
        TinyRun.wsol(List.of(
                "explain",
                file,
                picture,
                "--maps",
                "cam",
                "--out",
                folder.resolve("c").toString()));
        assertThat(folder.resolve("c/explanations.json")).exists();
    }

    @Test
    void evaluateScoresTheFileOnPhotosAndReportsItLikeARun() throws IOException {
        List<String> words = List.of(
                "evaluate", file, "--data", photos.toString(), "--split", "train", "output.root=" + folder + "/scored");
        TinyRun.Outcome outcome = TinyRun.outcome(words);
        assertThat(outcome.exit()).as(outcome.err()).isZero();
        assertThat(outcome.out()).contains("birds", "top1");
        Path scored = scored();
        assertThat(scored.resolve("run.json")).content().contains("\"localizer\"", "\"split\"");
        assertThat(scored.resolve("metrics.json")).content().contains("\"count\" : 20");
        String picture = photos.resolve("tit/1.png").toString();
        TinyRun.wsol(List.of(
                "predict",
                scored.toString(),
                picture,
                "--out",
                folder.resolve("d").toString()));
        TinyRun.wsol(
                List.of("predict", file, picture, "--out", folder.resolve("e").toString()));
        assertThat(folder.resolve("d/1.png")).hasSameBinaryContentAs(folder.resolve("e/1.png"));
        assertThat(TinyRun.outcome(words).exit()).isZero();
        assertThat(scored()).as("nothing is scored twice").isEqualTo(scored);
    }

    private static Path scored() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("scored"))) {
            List<Path> runs =
                    files.filter(file -> file.endsWith("metrics.json")).toList();
            assertThat(runs).hasSize(1);
            return runs.get(0).getParent();
        }
    }

    @Test
    void evaluateNeedsDataAndRejectsChangesOfTheNetwork() {
        assertThat(TinyRun.outcome(List.of("evaluate", file)).err())
                .contains("does not contain its training images; name some with --data");
        assertThat(TinyRun.outcome(List.of("evaluate", file, "--data", photos.toString(), "--maps", "cam"))
                        .err())
                .contains("needs a run");
        assertThat(TinyRun.outcome(List.of(
                                "evaluate", file, "--data", photos.toString(), "--split", "train", "train.lr=1"))
                        .err())
                .contains("these changes require another network");
    }

    @Test
    void exportDerivesTheFormatFromTheFileExtension() {
        TinyRun.Outcome outcome = TinyRun.outcome(List.of(
                "export", run.toString(), "--out", folder.resolve("x.bin").toString()));
        assertThat(outcome.exit()).isEqualTo(2);
        assertThat(outcome.err()).contains("x.bin has no known extension");
        assertThat(TinyRun.outcome(List.of("export", run.toString(), "--out", file))
                        .err())
                .contains("already exists");
    }
}
