package org.wsol.cli.parity;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.wsol.backbones.Backbones;
import org.wsol.core.ImageSize;
import org.wsol.engine.data.Batch;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.train.BatchStep;
import org.wsol.engine.train.Method;
import org.wsol.losses.AdversarialErasing;
import org.wsol.losses.AttentionDropout;
import org.wsol.losses.ClassActivationMapping;
import org.wsol.losses.SelfProducedGuidance;

/** A whole network of one of the reference evaluation's methods: the method, its images, and the expected values. */
record PeerCase(Path folder, JsonNode json) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Every case of a kind; the calling test is skipped, with this message, if the folder is missing. */
    static List<PeerCase> ofKind(String kind) {
        Path root = Path.of(System.getProperty("wsol.fixtures-peers", "../../shared/fixtures-peers"));
        assumeTrue(Files.isDirectory(root), "the reference cases are not there: " + root.toAbsolutePath());
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.endsWith("case.json"))
                    .sorted()
                    .map(PeerCase::read)
                    .filter(found -> found.json().get("kind").asText().equals(kind))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static PeerCase read(Path file) {
        try {
            return new PeerCase(file.getParent(), JSON.readTree(file.toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String name() {
        return folder.getParent().getFileName() + " " + folder.getFileName();
    }

    String methodName() {
        return json.get("method").asText();
    }

    long seed() {
        return json.get("seed").asLong();
    }

    double tolerance() {
        return json.get("tolerance").asDouble();
    }

    double config(String key) {
        return json.get("config").get(key).asDouble();
    }

    boolean has(String array) {
        return Files.exists(folder.resolve(array + ".npy"));
    }

    INDArray array(String name) {
        return Nd4j.createFromNpyFile(folder.resolve(name + ".npy").toFile()).castTo(DataType.FLOAT);
    }

    ImageSize size() {
        JsonNode shape = json.get("images_shape");
        return new ImageSize(shape.get(2).asInt(), shape.get(3).asInt());
    }

    Batch batch() {
        JsonNode shape = json.get("images_shape");
        long[] extents = new long[4];
        int count = 1;
        for (int i = 0; i < 4; i++) {
            extents[i] = shape.get(i).asLong();
            count *= (int) extents[i];
        }
        double scale = json.get("images_scale").asDouble();
        org.wsol.core.random.SplitMix64 random =
                new org.wsol.core.random.SplitMix64(json.get("images_seed").asLong());
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) ((2 * random.nextDouble() - 1) * scale);
        }
        int[] labels = array("labels").castTo(DataType.INT32).toIntVector();
        return new Batch(Nd4j.create(values, extents, 'c'), labels, new int[labels.length]);
    }

    private boolean large() {
        return json.get("large_feature_map").asBoolean();
    }

    private String backboneName() {
        return json.get("backbone").asText();
    }

    Backbone backbone() {
        Map<String, String> options = new HashMap<>(Map.of("featureMap", large() ? "28" : "14"));
        if (backboneName().equals("vgg16") && List.of("acol", "spg").contains(methodName())) {
            options.put("pools", methodName());
        }
        if (backboneName().equals("inception_v3") && methodName().equals("adl")) {
            options.put("dropout", "0");
        }
        return Backbones.create(
                backboneName(), options, size(), json.get("classes").asInt());
    }

    /** The method; random values of its batch steps come from the given steps. */
    Method method(List<BatchStep> steps) {
        return switch (methodName()) {
            case "acol" ->
                new AdversarialErasing(
                        new AdversarialErasing.Options(option("acol_threshold", 0.7), 1024, Optional.empty()));
            case "spg" -> new SelfProducedGuidance(guidance());
            case "adl" ->
                new AttentionDropout(new AttentionDropout.Options(
                        option("adl_drop_rate", 0.75), option("adl_threshold", 0.9), Optional.empty()));
            default -> new ClassActivationMapping(methodName(), steps);
        };
    }

    private double option(String key, double otherwise) {
        return json.has("config") ? config(key) : otherwise;
    }

    private SelfProducedGuidance.Options guidance() {
        double[][] cuts = {{0.7, 0.01}, {0.5, 0.05}, {0.7, 0.1}};
        if (json.has("config")) {
            for (int i = 0; i < cuts.length; i++) {
                JsonNode pair = json.get("config").get("spg_thresholds").get(i);
                cuts[i] = new double[] {pair.get(0).asDouble(), pair.get(1).asDouble()};
            }
        }
        return new SelfProducedGuidance.Options(
                new SelfProducedGuidance.Thresholds(cuts[0][0], cuts[0][1]),
                new SelfProducedGuidance.Thresholds(cuts[1][0], cuts[1][1]),
                new SelfProducedGuidance.Thresholds(cuts[2][0], cuts[2][1]),
                1,
                Optional.empty(),
                Optional.of(224),
                Optional.empty());
    }

    /** The reference's name of one of our parameters. */
    String reference(String name) {
        return ReferenceNames.of(methodName(), backboneName(), large(), name);
    }
}
