package org.wsol.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.nd4j.linalg.api.buffer.DataType;
import org.wsol.backbones.Backbones;
import org.wsol.core.ImageSize;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.ParameterStore;
import org.wsol.engine.weights.Networks;
import org.wsol.engine.weights.SafeTensorsWriter;
import org.wsol.eval.interchange.NumPyFiles;
import org.wsol.eval.map.ScoreArray;
import org.wsol.testing.JavaExample;

/** Every program of docs/library.md compiles, runs and prints the expected output. */
@Isolated
class LibraryPageTest {
    private static final Path PROJECT = Path.of(System.getProperty("wsol.project", ".."));
    private static final Path PAGE = PROJECT.resolve("docs/library.md");

    @TempDir
    Path folder;

    private String run(String name, String... arguments) throws Exception {
        for (JavaExample example : JavaExample.of(PAGE)) {
            if (example.className().equals(name)) {
                return example.run(folder, arguments).strip();
            }
        }
        throw new AssertionError("there is no program " + name + " in " + PAGE);
    }

    @Test
    void everyProgramOfThePageHasATest() throws IOException {
        assertThat(new TreeSet<>(JavaExample.of(PAGE).stream()
                        .map(JavaExample::className)
                        .toList()))
                .containsExactly(
                        "LocalizePhotos",
                        "MapsFromWeights",
                        "ReadPhotos",
                        "ScoreForeignMaps",
                        "TrainAndLocalize",
                        "TrainYourGraph");
    }

    @Test
    void runsTheProgramWithLossesInAGraph() throws Exception {
        assertThat(run("TrainYourGraph")).isEqualTo("the loss falls: true");
    }

    @Test
    void runsTheProgramWithMapsOfAnotherTool() throws Exception {
        float[] wren = new float[14 * 14];
        Arrays.fill(wren, 4 * 14, 9 * 14, 1f);
        float[] elsewhere = new float[14 * 14];
        Arrays.fill(elsewhere, 12 * 14, 14 * 14, 1f);
        NumPyFiles.write(folder.resolve("maps/wren.jpg.npy"), ScoreArray.of(14, 14, wren));
        NumPyFiles.write(folder.resolve("maps/tit.npy"), ScoreArray.of(14, 14, elsewhere));
        assertThat(run("ScoreForeignMaps", folder.resolve("maps").toString())).isEqualTo("MaxBoxAcc 50.0 (0 to 100)");
    }

    @Test
    void runsTheProgramWithASafetensorsBackbone() throws Exception {
        ImageSize size = ImageSize.square(224);
        Backbone backbone = Backbones.create("squeezenet1_1", size, 1000);
        Path weights = folder.resolve("weights.safetensors");
        try (ParameterStore store = new ParameterStore(DataType.FLOAT, 1)) {
            Networks.initialize(backbone, size, store);
            SafeTensorsWriter.write(weights, store, Map.of());
        }
        assertThat(run("MapsFromWeights", weights.toString())).isEqualTo("all loaded: true, maps of 13x13, 169 places");
    }

    @Test
    void runsTheProgramWithATrainedRunOnPhotos() throws Exception {
        Path photos = Painted.classFolders(folder.resolve("photos"), 8);
        Path run = TinyRun.train(folder, photos);
        String printed = run(
                "LocalizePhotos", run.toString(), photos.resolve("tit/0.png").toString());
        assertThat(printed).matches("(tit|wren) at .* of 50x40");
    }

    @Test
    void runsTheProgramFromTrainingToLocalization() throws Exception {
        Path photos = Painted.classFolders(folder.resolve("photos"), 8);
        String printed = run(
                "TrainAndLocalize", photos.toString(), folder.resolve("model").toString());
        assertThat(printed.lines()).contains("4 images evaluated", "50x40, 2 classes each");
    }

    @Test
    void runsTheProgramWithPhotosAsBatches() throws Exception {
        Path photos = Painted.classFolders(folder.resolve("photos"), 8);
        assertThat(run("ReadPhotos", photos.toString())).isEqualTo("[tit, wren], 12 training images");
    }

    @Test
    void pageStatesTheVersionsOfTheBuild() throws IOException {
        String pom = Files.readString(PROJECT.resolve("pom.xml"));
        Matcher version = Pattern.compile("<version>(.*?)</version>").matcher(Files.readString(PAGE));
        int count = 0;
        while (version.find()) {
            assertThat(pom).contains(">" + version.group(1) + "<");
            count++;
        }
        assertThat(count).isPositive();
    }
}
