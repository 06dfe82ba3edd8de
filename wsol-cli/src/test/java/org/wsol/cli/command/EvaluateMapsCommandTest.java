package org.wsol.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wsol.core.WsolException;
import org.wsol.eval.interchange.NumPyFiles;
import org.wsol.eval.map.ScoreArray;
import picocli.CommandLine;

class EvaluateMapsCommandTest {
    private static final float[] MAP = new float[224 * 224];

    @TempDir
    private Path folder = Path.of("");

    private String output = "";
    private String errors = "";

    @BeforeEach
    void writeThreeImages() throws IOException {
        for (int i = 0; i < MAP.length; i++) {
            MAP[i] = i % 224 >= 56 && i % 224 < 111 && i / 224 >= 56 && i / 224 < 111 ? 1 : 0;
        }
        for (String split : new String[] {"val", "test"}) {
            Path metadata =
                    Files.createDirectories(folder.resolve("metadata/BIRDS").resolve(split));
            StringBuilder ids = new StringBuilder();
            StringBuilder labels = new StringBuilder();
            StringBuilder sizes = new StringBuilder();
            StringBuilder boxes = new StringBuilder();
            for (int i = 0; i < 3; i++) {
                String id = split + "/" + i + ".jpg";
                ids.append(id).append('\n');
                labels.append(id).append(",4\n");
                sizes.append(id).append(",448,448\n");
                boxes.append(id).append(i == 2 ? ",0,0,20,20\n" : ",112,112,222,222\n");
                NumPyFiles.write(folder.resolve("maps/" + id + ".npy"), ScoreArray.of(224, 224, MAP));
            }
            Files.writeString(metadata.resolve("image_ids.txt"), ids.toString().stripTrailing());
            Files.writeString(metadata.resolve("class_labels.txt"), labels);
            Files.writeString(metadata.resolve("image_sizes.txt"), sizes);
            Files.writeString(metadata.resolve("localization.txt"), boxes);
        }
    }

    @Test
    void printsMetricsAsJson() throws IOException {
        assertThat(run("--json")).isZero();
        JsonNode json = new ObjectMapper().readTree(output);
        assertThat(json.path("protocol").asText()).isEqualTo("oracle");
        assertThat(json.path("maxBoxAcc").asDouble()).isCloseTo(200 / 3.0, within(1e-9));
        assertThat(json.path("maxBoxAccV2").asDouble()).isCloseTo(200 / 3.0, within(1e-9));
        assertThat(json.path("boxAcc").path("70").asDouble()).isCloseTo(200 / 3.0, within(1e-9));
        assertThat(json.path("bestThreshold").path("50").asDouble()).isZero();
        assertThat(json.path("pxAp").isNull()).isTrue();
    }

    @Test
    void reportsTop1AndTop5WithPredictions() throws IOException {
        Path predictions = folder.resolve("predictions.csv");
        Files.writeString(predictions, "image,top1,top2\ntest/0.jpg,4,1\ntest/1.jpg,1,4\ntest/2.jpg,4,1\n");
        assertThat(run("--json", "--predictions", predictions.toString())).isZero();
        JsonNode json = new ObjectMapper().readTree(output);
        assertThat(json.path("top1Loc").asDouble()).isCloseTo(100 / 3.0, within(1e-9));
        assertThat(json.path("top5Loc").asDouble()).isCloseTo(200 / 3.0, within(1e-9));
        assertThat(json.path("mapClass").asText()).isEqualTo("ground-truth");
    }

    @Test
    void rejectsMasksThatWouldNotBeUsed() {
        assertThat(run("--masks", folder.toString())).isEqualTo(2);
        assertThat(errors).contains("--masks " + folder + " has no effect", "localization.txt lists boxes");
    }

    @Test
    void optionsWithoutEffectAreErrors() {
        assertThat(run("--val-scoremaps", folder.toString())).isEqualTo(2);
        assertThat(errors).contains("--val-scoremaps has no effect without --protocol transferred");
    }

    @Test
    void masksWithoutTheirFolderAreOneError() throws IOException {
        Files.writeString(
                folder.resolve("metadata/BIRDS/test/localization.txt"),
                "test/0.jpg,a/0.png,\ntest/1.jpg,a/1.png,\ntest/2.jpg,a/2.png,\n");
        assertThat(run()).isEqualTo(2);
        assertThat(errors)
                .contains("localization.txt lists masks", "--masks names the folder")
                .hasLineCount(1);
    }

    @Test
    void rejectsAnOversizedArrayByItsHeader() throws IOException {
        Path large = folder.resolve("maps/test/0.jpg.npy");
        try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
            byte[] header = new byte[128];
            byte[] start = ("\u0093NUMPY\1\0v\0{'descr': '<f4', 'fortran_order': False, 'shape': (20000, 20000), }")
                    .getBytes(StandardCharsets.ISO_8859_1);
            Arrays.fill(header, (byte) ' ');
            System.arraycopy(start, 0, header, 0, start.length);
            header[127] = '\n';
            file.write(header);
            file.setLength(128 + 4L * 20000 * 20000);
        }
        assertThat(run("--json")).isEqualTo(2);
        assertThat(errors).contains("0.jpg.npy contains 400000000 numbers, more than a score map has");
    }

    @Test
    void transferredProtocolReportsTheGapToTheOracle() throws IOException {
        assertThat(run("--json", "--protocol", "transferred")).isZero();
        JsonNode json = new ObjectMapper().readTree(output);
        assertThat(json.path("protocol").asText()).isEqualTo("transferred");
        assertThat(json.path("oracle").path("maxBoxAcc").asDouble()).isCloseTo(200 / 3.0, within(1e-9));
        assertThat(json.path("oracleGap").path("maxBoxAccV2").asDouble()).isZero();
    }

    @Test
    void reportsAllProblemsAtOnceAndCanSkipThem() throws IOException {
        Files.delete(folder.resolve("maps/test/0.jpg.npy"));
        Path truncated = folder.resolve("maps/test/1.jpg.npy");
        Files.write(truncated, java.util.Arrays.copyOf(Files.readAllBytes(truncated), 1000));
        assertThat(run("--json")).isEqualTo(2);
        assertThat(errors).contains("test/0.jpg has no map", "1.jpg.npy is truncated", "2 problems");

        assertThat(run("--json", "--skip-bad")).isZero();
        JsonNode json = new ObjectMapper().readTree(output);
        assertThat(json.path("skipped").asInt()).isEqualTo(2);
        assertThat(json.path("images").asInt()).isEqualTo(1);
        assertThat(json.path("maxBoxAcc").asDouble()).isZero();
    }

    @Test
    void transferredReportsTheProblemsOfBothSplitsAtOnce() throws IOException {
        Files.delete(folder.resolve("maps/test/0.jpg.npy"));
        Files.delete(folder.resolve("maps/val/1.jpg.npy"));
        assertThat(run("--json", "--protocol", "transferred")).isEqualTo(2);
        assertThat(errors).contains("test/0.jpg has no map", "val/1.jpg has no map", "2 problems");

        assertThat(run("--json", "--protocol", "transferred", "--skip-bad")).isZero();
        JsonNode json = new ObjectMapper().readTree(output);
        assertThat(json.path("skipped").asInt()).isEqualTo(1);
        assertThat(json.path("notes").get(0).asText())
                .isEqualTo("thresholds were chosen on 2 images of split 'val', 1 skipped");
    }

    @Test
    void basProtocolScoresClassAgnosticMapsOfTheCentreCrop() throws IOException {
        assertThat(run("--json", "--protocol", "bas")).isZero();
        JsonNode json = new ObjectMapper().readTree(output);
        assertThat(json.path("protocol").asText()).isEqualTo("bas:0.15");
        assertThat(json.path("mapClass").asText()).isEqualTo("class-agnostic");
        assertThat(json.path("gtKnownLoc").asDouble()).isCloseTo(200 / 3.0, within(1e-9));
        assertThat(json.path("maxBoxAccV2").isNull()).isTrue();
    }

    @Test
    void printsAReadableTable() {
        assertThat(run()).isZero();
        assertThat(output).contains("MaxBoxAccV2", "66.67", "protocol oracle");
    }

    private int run(String... options) {
        StringWriter out = new StringWriter();
        CommandLine line = new CommandLine(new EvaluateMapsCommand());
        line.setOut(new PrintWriter(out));
        line.setExecutionExceptionHandler((exception, command, parsed) -> {
            if (exception instanceof WsolException) {
                errors = exception.getMessage();
                return 2;
            }
            throw exception;
        });
        String[] fixed = {
            "--scoremaps",
            folder.resolve("maps").toString(),
            "--metadata",
            folder.resolve("metadata").toString(),
            "--dataset",
            "BIRDS",
            "--split",
            "test"
        };
        String[] all = java.util.stream.Stream.of(fixed, options)
                .flatMap(java.util.Arrays::stream)
                .toArray(String[]::new);
        int exit = line.execute(all);
        output = out.toString();
        return exit;
    }
}
