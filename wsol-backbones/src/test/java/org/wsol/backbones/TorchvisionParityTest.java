package org.wsol.backbones;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.wsol.core.ImageSize;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.BatchNormMode;
import org.wsol.engine.graph.GraphExecutor;
import org.wsol.engine.graph.GraphExecutorFactory;
import org.wsol.engine.graph.GraphProgram;
import org.wsol.engine.graph.GraphResult;
import org.wsol.engine.graph.Layers;
import org.wsol.engine.graph.ParameterStore;
import org.wsol.engine.plan.ExecutionEngine;
import org.wsol.engine.plan.PlannedExecutor;
import org.wsol.engine.weights.Networks;

/**
 * Every reference case of kind {@code backbone} made from torchvision's networks: features, class scores and the
 * gradients of a weighted sum of the scores with respect to features, images and every parameter, with the planned
 * executor.
 */
class TorchvisionParityTest {

    /** These take several seconds each, and more memory than the others. */
    private static final Set<String> LARGE = Set.of("resnet101", "resnet101-s16", "wide_resnet50_2");

    /** The relative change of gradients caused by a few rectifiers whose inputs fall on the other side of zero. */
    private static final double CHAOS = 0.02;

    /** The resulting change of the norm of one parameter's gradient, in tolerances. */
    private static final double NORM_SLACK = 10;

    @TestFactory
    Stream<DynamicTest> networksEqualTorchvision() throws IOException {
        return tests(name -> !LARGE.contains(name));
    }

    @TestFactory
    @Tag("slow")
    Stream<DynamicTest> largeNetworksEqualTorchvision() throws IOException {
        return tests(LARGE::contains);
    }

    private static Stream<DynamicTest> tests(Predicate<String> wanted) throws IOException {
        return Fixtures.cases(Fixtures.maps(), "backbone").stream()
                .filter(folder -> wanted.test(folder.getFileName().toString()))
                .map(folder -> DynamicTest.dynamicTest(folder.getFileName().toString(), () -> check(folder)));
    }

    private static void check(Path folder) throws IOException {
        JsonNode description = Fixtures.description(folder);
        double tolerance = description.get("tolerance").asDouble();
        Network network = new Network(folder, description);
        Map<String, INDArray> found = network.run(DataType.FLOAT, PlannedExecutor::new);
        for (String output : List.of("features", "logits")) {
            Fixtures.assertClose(output, found.get(output), network.expected(output), tolerance);
        }
        for (String gradient : List.of("gradients.features", "gradients.images")) {
            if (Files.exists(folder.resolve(gradient + ".npy"))
                    && Fixtures.distance(found.get(gradient), network.expected(gradient)) > tolerance) {
                assertNearTruth(network, found);
                return;
            }
        }
        assertNorms(description.path("expected").path("gradient_norms"), found, tolerance);
    }

    private static void assertNorms(JsonNode norms, Map<String, INDArray> found, double tolerance) {
        double largest = 0;
        for (JsonNode norm : norms) {
            largest = Math.max(largest, norm.asDouble());
        }
        double slack = 0.01 * largest;
        norms.properties().forEach(entry -> assertThat(
                        found.get(entry.getKey()).norm2Number().doubleValue())
                .as("length of the gradient by %s", entry.getKey())
                .isCloseTo(
                        entry.getValue().asDouble(),
                        within(NORM_SLACK * tolerance * (entry.getValue().asDouble() + slack))));
    }

    /**
     * Deep ReLU networks are chaotic at the level of rounding: if an input of a ReLU falls on the other side of zero,
     * gradients differ by more than rounding. PyTorch's and our gradients are then compared with those in double
     * precision.
     */
    private static void assertNearTruth(Network network, Map<String, INDArray> found) {
        Map<String, INDArray> truth =
                network.run(DataType.DOUBLE, program -> new PlannedExecutor(program, ExecutionEngine.ND4J));
        for (String gradient : List.of("gradients.features", "gradients.images")) {
            if (Files.exists(network.folder().resolve(gradient + ".npy"))) {
                assertThat(Fixtures.distance(network.expected(gradient), truth.get(gradient)))
                        .as("distance of PyTorch's %s from the truth", gradient)
                        .isLessThan(CHAOS);
                assertThat(Fixtures.distance(found.get(gradient), truth.get(gradient)))
                        .as("distance of %s from the truth", gradient)
                        .isLessThan(CHAOS);
            }
        }
    }

    /** The network of a case with the case's parameters. */
    private record Network(Path folder, JsonNode description) {

        INDArray expected(String what) {
            return Fixtures.array(folder.resolve(what + ".npy"));
        }

        /**
         * Copies of features, class scores and gradients; those with respect to parameters under the parameters' names.
         */
        Map<String, INDArray> run(DataType type, GraphExecutorFactory executors) {
            INDArray images = expected("images");
            ImageSize size = new ImageSize((int) images.size(2), (int) images.size(3));
            Backbone backbone = BackboneParityTest.backbone(
                    description, size, (int) expected("features").size(2));
            try (ParameterStore store = new ParameterStore(type, 1)) {
                Networks.initialize(backbone, size, store);
                assertThat(BackboneParityTest.shapes(store))
                        .isEqualTo(BackboneParityTest.shapes(description.get("parameters")));
                NamedNumbers.fill(store, description.get("seed").asLong());
                return run(backbone, store, images, executors);
            }
        }

        private Map<String, INDArray> run(
                Backbone backbone, ParameterStore store, INDArray images, GraphExecutorFactory executors) {
            Layers layers = new Layers(SameDiff.create(), store, BatchNormMode.FROZEN);
            ImageSize size = new ImageSize((int) images.size(2), (int) images.size(3));
            SDVariable input = layers.images("images", 3, size);
            SDVariable last = backbone.apply(layers, input, 0, backbone.stages().size());
            // Added to the features, so that their gradient is available independent of how SameDiff handles the
            // stage's variable.
            SDVariable nothing = layers.graph()
                    .var("nothing", Nd4j.zerosLike(expected("features").castTo(store.type())));
            SDVariable features = layers.sized(last.add(nothing), layers.sizeOf(last));
            SDVariable logits = backbone.head().logits(layers, features);
            SDVariable upstream =
                    layers.graph().constant("upstream", expected("upstream").castTo(store.type()));
            logits.mul(upstream).sum().rename("loss");
            layers.graph().setLossVariables("loss");
            List<String> gradients = new ArrayList<>(store.trainableNames());
            gradients.addAll(List.of("images", "nothing"));
            GraphProgram program = new GraphProgram(layers.graph(), List.of(features.name(), logits.name()), gradients);
            Map<String, INDArray> copies = new HashMap<>();
            try (GraphExecutor executor = executors.create(program)) {
                GraphResult result = executor.run(Map.of("images", images.castTo(store.type())));
                copies.put("features", result.output(features.name()).dup());
                copies.put("logits", result.output(logits.name()).dup());
                result.gradients().forEach((name, gradient) -> copies.put(name, gradient.dup('c')));
            }
            copies.put("gradients.images", copies.remove("images"));
            copies.put("gradients.features", copies.remove("nothing"));
            return copies;
        }
    }
}
