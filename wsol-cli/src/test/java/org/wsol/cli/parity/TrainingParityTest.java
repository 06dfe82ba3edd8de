package org.wsol.cli.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.wsol.backbones.Backbones;
import org.wsol.core.ImageSize;
import org.wsol.core.component.Duration;
import org.wsol.core.data.Batch;
import org.wsol.core.graph.Backbone;
import org.wsol.core.graph.BatchNormMode;
import org.wsol.core.graph.GraphProgram;
import org.wsol.core.graph.GraphResult;
import org.wsol.core.graph.Layers;
import org.wsol.core.graph.ParameterStore;
import org.wsol.core.plan.PlannedExecutor;
import org.wsol.core.train.NoiseSource;
import org.wsol.core.train.RunLength;
import org.wsol.core.train.Sgd;
import org.wsol.core.train.StepResult;
import org.wsol.core.train.TrainingSetup;
import org.wsol.core.train.TrainingStep;
import org.wsol.core.weights.Networks;
import org.wsol.losses.BridgingGap;
import org.wsol.losses.BridgingGapOptions;
import org.wsol.losses.ConsistencyLoss;

/**
 * Four optimizer steps of the whole method: every loss term, the gradient's norm and the features at the end.
 *
 * <p>With batch-norm and the cases' large learning rates, steps behind the first are not determined by float32: PyTorch
 * 1.13 itself, asked again in float32, in float64 or without its oneDNN, lands up to 12 percent beside the stored numbers
 * ({@code docs/decisions/0016-training-parity.md}). There, only the first step is held to the stated tolerance.
 */
class TrainingParityTest {
    private static final double UNDETERMINED = 0.2;
    private static final Set<String> ALL =
            Set.of(BridgingGap.CROSS_ENTROPY, BridgingGap.CONSISTENCY, BridgingGap.SIMILARITY, BridgingGap.NORM);
    private static final Set<String> WARM = Set.of(BridgingGap.CROSS_ENTROPY, BridgingGap.CONSISTENCY);

    /** One case: a folder with arrays and what is expected. */
    private record Case(Path folder, JsonNode json) {
        double config(String key) {
            return json.get("config").get(key).asDouble();
        }

        INDArray array(String name) {
            return Nd4j.createFromNpyFile(folder.resolve(name + ".npy").toFile());
        }

        boolean isDetermined() {
            return !json.get("backbone").asText().startsWith("resnet");
        }

        double tolerance(int step) {
            return step == 0 || isDetermined() ? json.get("tolerance").asDouble() : UNDETERMINED;
        }
    }

    @TestFactory
    Stream<DynamicTest> stepsEqualTheReference() throws IOException {
        Path root = Path.of(System.getProperty("wsol.fixtures", "../../shared/fixtures"));
        assumeTrue(Files.isDirectory(root), "the reference cases are not there: " + root.toAbsolutePath());
        try (Stream<Path> files = Files.walk(root)) {
            List<DynamicTest> tests = files.filter(file -> file.endsWith("case.json"))
                    .sorted()
                    .map(file -> new Case(file.getParent(), read(file.toFile())))
                    .filter(found -> found.json().get("kind").asText().equals("training"))
                    .map(found ->
                            DynamicTest.dynamicTest(found.folder().getFileName().toString(), () -> check(found)))
                    .toList();
            return tests.stream();
        }
    }

    private static JsonNode read(File file) {
        try {
            return new ObjectMapper().readTree(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void check(Case found) {
        INDArray images = found.array("images").castTo(DataType.FLOAT);
        int[] labels = found.array("labels").castTo(DataType.INT).toIntVector();
        ImageSize size = new ImageSize((int) images.size(2), (int) images.size(3));
        String name = found.json().get("backbone").asText();
        boolean large = name.endsWith("-large");
        Map<String, String> options = Map.of("featureMap", large ? "28" : "14");
        Backbone backbone = Backbones.create(
                name.replace("-large", ""),
                options,
                size,
                found.json().get("classes").asInt());
        Batch batch = new Batch(images, labels, new int[labels.length]);
        try (ParameterStore store = new ParameterStore(DataType.FLOAT, 0)) {
            Networks.initialize(backbone, size, store);
            NamedParameters.fill(store, found.json().get("seed").asLong());
            train(found, setup(found, backbone, size), store, batch);
            checkFeatures(found, backbone, size, store, images);
        }
    }

    private static TrainingSetup setup(Case found, Backbone backbone, ImageSize size) {
        BridgingGapOptions options = new BridgingGapOptions(
                new BridgingGapOptions.Similarity(
                        found.config("l_sim"), found.config("fg"), found.config("bg"), Duration.ZERO),
                new BridgingGapOptions.Norm(
                        found.config("l_norm"),
                        BridgingGapOptions.Reference.valueOf(
                                found.json().get("config").get("by").asText().toUpperCase(java.util.Locale.ROOT)),
                        Duration.ZERO),
                new BridgingGapOptions.Consistency(found.config("l_drop"), ConsistencyLoss.Detach.NONE, Duration.ZERO),
                new BridgingGapOptions.Dropout(found.config("thr"), found.config("p"), Optional.empty()));
        return new TrainingSetup(
                backbone,
                new BridgingGap(options),
                (step, length) -> 1,
                found.config("lr"),
                found.config("ratio"),
                size,
                BatchNormMode.TRAINING,
                new RunLength(1, 4, 4),
                0);
    }

    private static void train(Case found, TrainingSetup setup, ParameterStore store, Batch batch) {
        try (Sgd optimizer = new Sgd(new Sgd.Options(0.9, true, found.config("wd")))) {
            for (JsonNode expected : found.json().get("expected")) {
                long seed = expected.get("uniform_seed").asLong();
                NoiseSource noise = (input, step, count) -> NamedParameters.uniform(seed, count);
                boolean warm = expected.get("warm").asBoolean();
                try (TrainingStep step =
                        new TrainingStep(setup, store, noise, warm ? WARM : ALL, ALL, PlannedExecutor::new)) {
                    GraphResult arrays = step.evaluate(batch, 0);
                    checkStep(found, expected, step.measure(arrays, batch), arrays);
                    step.apply(arrays, batch, 0, optimizer);
                }
            }
        }
    }

    private static void checkStep(Case found, JsonNode expected, StepResult actual, GraphResult arrays) {
        int number = expected.get("step").asInt();
        String step = "step " + number + ": ";
        double tolerance = found.tolerance(number);
        for (String term : ALL) {
            double value = expected.get(term).asDouble();
            assertThat(actual.terms().get(term))
                    .as(step + term)
                    .isCloseTo(value, within(tolerance * Math.max(1, Math.abs(value))));
        }
        double total = expected.get("total").asDouble();
        assertThat(actual.total()).as(step + "total").isCloseTo(total, within(tolerance * total));
        double squares = 0;
        for (INDArray gradient : arrays.gradients().values()) {
            for (double value : gradient.data().asDouble()) {
                squares += value * value;
            }
        }
        double norm = expected.get("grad_norm").asDouble();
        assertThat(Math.sqrt(squares)).as(step + "gradient norm").isCloseTo(norm, within(tolerance * norm));
    }

    private static void checkFeatures(
            Case found, Backbone backbone, ImageSize size, ParameterStore store, INDArray images) {
        if (!found.isDetermined()) {
            return;
        }
        org.nd4j.autodiff.samediff.SameDiff graph = org.nd4j.autodiff.samediff.SameDiff.create();
        Layers layers = new Layers(graph, store, BatchNormMode.FOLDED);
        backbone.apply(
                        layers,
                        layers.images("images", 3, size),
                        0,
                        backbone.stages().size())
                .rename("features");
        INDArray expected = found.array("final_features");
        try (PlannedExecutor executor = new PlannedExecutor(new GraphProgram(graph, List.of("features"), List.of()))) {
            INDArray features = executor.run(Map.of("images", images)).output("features");
            double largest = expected.amaxNumber().doubleValue();
            assertThat(features.sub(expected).amaxNumber().doubleValue())
                    .as("final features")
                    .isLessThanOrEqualTo(found.tolerance(0) * largest);
        }
    }
}
