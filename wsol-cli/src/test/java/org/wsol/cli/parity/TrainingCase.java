package org.wsol.cli.parity;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.wsol.backbones.Backbones;
import org.wsol.core.ImageSize;
import org.wsol.core.component.TrainingSpan;
import org.wsol.engine.data.Batch;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.BatchNormMode;
import org.wsol.engine.train.RunLength;
import org.wsol.engine.train.Sgd;
import org.wsol.engine.train.TrainingSetup;
import org.wsol.losses.BridgingGap;
import org.wsol.losses.BridgingGapOptions;
import org.wsol.losses.ConsistencyLoss;

/** One reference case of training: a folder with arrays, the settings and the expected values of each step. */
record TrainingCase(Path folder, JsonNode json) {
    /** The cases' names of the gradient's norm and the sum of the terms. */
    static final String GRADIENT_NORM = "grad_norm";

    static final String TOTAL = "total";

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Every training case; the calling test is skipped, with this message, if the folder is missing. */
    static List<TrainingCase> all() {
        Path root = Path.of(System.getProperty("wsol.fixtures", "../../shared/fixtures"));
        assumeTrue(Files.isDirectory(root), "the reference cases are not there: " + root.toAbsolutePath());
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.endsWith("case.json"))
                    .sorted()
                    .map(TrainingCase::read)
                    .filter(found -> found.json().get("kind").asText().equals("training"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TrainingCase read(Path file) {
        try {
            return new TrainingCase(file.getParent(), JSON.readTree(file.toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String name() {
        return folder.getFileName().toString();
    }

    double tolerance() {
        return json.get("tolerance").asDouble();
    }

    long seed() {
        return json.get("seed").asLong();
    }

    /** The values computed by the reference implementation. */
    TrainingOutcome stored() {
        List<Map<String, Double>> steps = new ArrayList<>();
        for (JsonNode step : expected()) {
            Map<String, Double> values = new TreeMap<>();
            TrainingTrial.ALL.forEach(term -> values.put(term, step.get(term).asDouble()));
            List.of(TOTAL, GRADIENT_NORM)
                    .forEach(name -> values.put(name, step.get(name).asDouble()));
            steps.add(values);
        }
        INDArray features = array("final_features");
        return new TrainingOutcome(steps, TrainingTrial.floats(features));
    }

    JsonNode expected() {
        return json.get("expected");
    }

    INDArray array(String name) {
        return Nd4j.createFromNpyFile(folder.resolve(name + ".npy").toFile()).castTo(DataType.FLOAT);
    }

    Batch batch() {
        int[] labels = array("labels").castTo(DataType.INT32).toIntVector();
        return new Batch(array("images"), labels, new int[labels.length]);
    }

    TrainingSetup setup() {
        ImageSize size = new ImageSize(
                (int) array("images").size(2), (int) array("images").size(3));
        return new TrainingSetup(
                backbone(size),
                new BridgingGap(options()),
                (step, length) -> 1,
                config("lr"),
                config("ratio"),
                Optional.empty(),
                size,
                BatchNormMode.TRAINING,
                new RunLength(1, expected().size(), expected().size()),
                0);
    }

    Sgd optimizer() {
        return new Sgd(new Sgd.Options(0.9, true, config("wd")));
    }

    private Backbone backbone(ImageSize size) {
        String name = json.get("backbone").asText();
        Map<String, String> options = Map.of("featureMap", name.endsWith("-large") ? "28" : "14");
        return Backbones.create(
                name.replace("-large", ""), options, size, json.get("classes").asInt());
    }

    private BridgingGapOptions options() {
        String reference = json.get("config").get("by").asText().toUpperCase(Locale.ROOT);
        return new BridgingGapOptions(
                new BridgingGapOptions.Similarity(
                        config("l_sim"),
                        BridgingGapOptions.Regions.SCALED,
                        config("fg"),
                        config("bg"),
                        TrainingSpan.ZERO),
                new BridgingGapOptions.Norm(
                        config("l_norm"), BridgingGapOptions.Reference.valueOf(reference), 0, TrainingSpan.ZERO),
                new BridgingGapOptions.Consistency(config("l_drop"), ConsistencyLoss.Detach.NONE, TrainingSpan.ZERO),
                new BridgingGapOptions.Dropout(config("thr"), config("p"), Optional.empty()));
    }

    private double config(String key) {
        return json.get("config").get(key).asDouble();
    }
}
