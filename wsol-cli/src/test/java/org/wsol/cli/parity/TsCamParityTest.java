package org.wsol.cli.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.wsol.backbones.HeadStyle;
import org.wsol.backbones.VisionTransformer;
import org.wsol.core.ImageSize;
import org.wsol.core.random.SplitMix64;
import org.wsol.engine.cam.LocalizationGraph;
import org.wsol.engine.cam.LocalizationGraph.WantedClass;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.BatchNormMode;
import org.wsol.engine.graph.GraphExecutor;
import org.wsol.engine.graph.GraphProgram;
import org.wsol.engine.graph.GraphResult;
import org.wsol.engine.graph.ParameterStore;
import org.wsol.engine.graph.Stage.StageProbe;
import org.wsol.engine.plan.PlannedExecutor;
import org.wsol.engine.train.TrainingGraph;
import org.wsol.engine.weights.LoadReport;
import org.wsol.engine.weights.Networks;
import org.wsol.engine.weights.PretrainedWeights;
import org.wsol.losses.BridgingGap;
import org.wsol.losses.TsCam;
import org.wsol.losses.TsCamProvider.MapKind;

/** Every reference case of kind {@code tscam}: class scores, the maps and their factors, the loss and its gradients. */
class TsCamParityTest {
    private static final String HEAD = "ts-cam.head.";

    @TestFactory
    Stream<DynamicTest> tsCamEqualsTheReference() throws IOException {
        Path root = Path.of(System.getProperty("wsol.fixtures-maps", "../../shared/fixtures-maps"));
        assumeTrue(Files.isDirectory(root), "the reference cases are not there: " + root.toAbsolutePath());
        try (Stream<Path> files = Files.walk(root)) {
            List<DynamicTest> tests = new ArrayList<>();
            for (Path file :
                    files.filter(path -> path.endsWith("case.json")).sorted().toList()) {
                JsonNode json = new ObjectMapper().readTree(file.toFile());
                if (json.path("kind").asText().equals("tscam")) {
                    Case found = new Case(file.getParent(), json);
                    tests.add(DynamicTest.dynamicTest(
                            file.getParent().getFileName().toString(), found::check));
                }
            }
            return tests.stream();
        }
    }

    private record Case(Path folder, JsonNode json) {

        void check() {
            ImageSize size = ImageSize.square(json.get("image").asInt());
            int patch = json.get("patch").asInt();
            VisionTransformer transformer = new VisionTransformer(
                    patch,
                    json.get("embed_dim").asInt(),
                    json.get("depth").asInt(),
                    json.get("num_heads").asInt(),
                    size.height() / patch,
                    0,
                    size);
            Backbone backbone = transformer.backbone(
                    "transformer", HeadStyle.LINEAR, json.get("classes").asInt());
            try (ParameterStore store = ParameterStore.ofShapes()) {
                Networks.initialize(backbone, new TsCam(MapKind.PRODUCT), size, store);
                fill(backbone, store);
                checkMaps(backbone, store, size);
                checkTraining(backbone, store, size);
            }
        }

        /** From the case's file if it has one, else from the parameters' names. */
        private void fill(Backbone backbone, ParameterStore store) {
            NamedParameters.fill(
                    store,
                    json.get("seed").asLong(),
                    name -> name.startsWith(HEAD) ? name.substring("ts-cam.".length()) : name);
            Path file = folder.resolve("weights.safetensors");
            if (Files.exists(file)) {
                LoadReport report = PretrainedWeights.load(backbone, name -> name.startsWith(HEAD), store, file);
                assertThat(report.complete()).as(report.summary()).isTrue();
            }
        }

        private void checkMaps(Backbone backbone, ParameterStore store, ImageSize size) {
            GraphResultCopy product = localized(MapKind.PRODUCT, backbone, store, size);
            close("logits", product.logits());
            assertClose("map", product.map(), ofLabel("maps"));
            GraphResultCopy semantic = localized(MapKind.SEMANTIC, backbone, store, size);
            assertClose("semantic map", semantic.map(), ofLabel("semantic_aware"));
            GraphResultCopy attention = localized(MapKind.ATTENTION, backbone, store, size);
            close("semantic_agnostic", attention.map());
        }

        private GraphResultCopy localized(MapKind kind, Backbone backbone, ParameterStore store, ImageSize size) {
            LocalizationGraph graph = LocalizationGraph.build(
                    new TsCam(kind), backbone, store, size, new WantedClass.Given(), StageProbe.NONE);
            try (GraphExecutor executor = new PlannedExecutor(graph.program())) {
                GraphResult result =
                        executor.run(Map.of(LocalizationGraph.IMAGES, images(), LocalizationGraph.CLASSES, oneHot()));
                return new GraphResultCopy(
                        result.output(LocalizationGraph.LOGITS).dup(),
                        result.output(LocalizationGraph.CAM).dup());
            }
        }

        private record GraphResultCopy(INDArray logits, INDArray map) {}

        private void checkTraining(Backbone backbone, ParameterStore store, ImageSize size) {
            Set<String> terms = Set.of(BridgingGap.CROSS_ENTROPY);
            TrainingGraph graph = TrainingGraph.build(
                    backbone, new TsCam(MapKind.PRODUCT), store, size, BatchNormMode.TRAINING, terms, Set.of());
            List<String> gradients = new ArrayList<>(graph.program().gradients());
            gradients.add(TrainingGraph.IMAGES);
            GraphProgram program =
                    new GraphProgram(graph.program().graph(), graph.program().outputs(), gradients);
            try (GraphExecutor executor = new PlannedExecutor(program)) {
                GraphResult result =
                        executor.run(Map.of(TrainingGraph.IMAGES, images(), TrainingGraph.LABELS, oneHot()));
                JsonNode expected = json.get("expected");
                double loss = expected.get("cross_entropy").asDouble();
                assertThat(result.output(TrainingGraph.TOTAL).getDouble(0)).isCloseTo(loss, within(tolerance() * loss));
                assertThat(result.gradients())
                        .hasSize(expected.get("gradient_norms").size() + 1);
                expected.get("gradient_norms").properties().forEach(norm -> {
                    String name = norm.getKey().startsWith("head.") ? "ts-cam." + norm.getKey() : norm.getKey();
                    double length = norm.getValue().asDouble();
                    assertThat(result.gradient(name).norm2Number().doubleValue())
                            .as("length of the gradient by %s", name)
                            .isCloseTo(length, within(tolerance() * (length + 0.01)));
                });
                INDArray byImages = result.gradient(TrainingGraph.IMAGES);
                INDArray stored = array("gradients.images");
                int step = (int) (byImages.size(2) / stored.size(2));
                assertClose("gradient by the images", everyNth(byImages, step), stored);
            }
        }

        private static INDArray everyNth(INDArray images, int step) {
            long side = images.size(2) / step;
            INDArray picked = Nd4j.create(DataType.FLOAT, images.size(0), images.size(1), side, side);
            for (long b = 0; b < images.size(0); b++) {
                for (long c = 0; c < images.size(1); c++) {
                    for (long i = 0; i < side * side; i++) {
                        long row = i / side;
                        long column = i % side;
                        picked.putScalar(
                                new long[] {b, c, row, column}, images.getDouble(b, c, row * step, column * step));
                    }
                }
            }
            return picked;
        }

        private INDArray images() {
            if (Files.exists(folder.resolve("images.npy"))) {
                return array("images");
            }
            JsonNode recipe = json.get("images_recipe");
            long[] shape = new long[4];
            for (int i = 0; i < shape.length; i++) {
                shape[i] = recipe.get("shape").get(i).asLong();
            }
            SplitMix64 stream = new SplitMix64(recipe.get("seed").asLong());
            INDArray images = Nd4j.create(DataType.FLOAT, shape, 'c');
            for (long i = 0; i < images.length(); i++) {
                images.putScalar(i, (float)
                        ((2 * stream.nextDouble() - 1) * recipe.get("scale").asDouble()));
            }
            return images;
        }

        private INDArray oneHot() {
            int[] labels = array("labels").toIntVector();
            INDArray oneHot = Nd4j.zeros(
                    DataType.FLOAT, labels.length, json.get("classes").asInt());
            for (int i = 0; i < labels.length; i++) {
                oneHot.putScalar(i, labels[i], 1);
            }
            return oneHot;
        }

        /** The maps of the labels, from a case with the maps of all classes or only these. */
        private INDArray ofLabel(String what) {
            if (Files.exists(folder.resolve(what + ".label.npy"))) {
                return array(what + ".label");
            }
            INDArray all = array(what);
            int[] labels = array("labels").toIntVector();
            INDArray chosen = Nd4j.create(DataType.FLOAT, all.size(0), all.size(2), all.size(3));
            for (int i = 0; i < labels.length; i++) {
                chosen.slice(i).assign(all.slice(i).slice(labels[i]));
            }
            return chosen;
        }

        private void close(String what, INDArray actual) {
            assertClose(what, actual, array(what));
        }

        private void assertClose(String what, INDArray actual, INDArray expected) {
            double scale = expected.amaxNumber().doubleValue();
            double difference =
                    actual.reshape(expected.shape()).sub(expected).amaxNumber().doubleValue();
            assertThat(difference / scale).as(what).isLessThanOrEqualTo(tolerance());
        }

        private double tolerance() {
            return json.get("tolerance").asDouble();
        }

        private INDArray array(String name) {
            return Nd4j.createFromNpyFile(folder.resolve(name + ".npy").toFile())
                    .castTo(DataType.FLOAT);
        }
    }
}
