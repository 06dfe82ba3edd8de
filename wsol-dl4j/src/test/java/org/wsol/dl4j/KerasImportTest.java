package org.wsol.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.modelimport.keras.KerasModelImport;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.nd4j.shade.jackson.databind.ObjectMapper;
import org.wsol.core.ImageSize;
import org.wsol.dl4j.Dl4jBackbone.ChannelOrder;
import org.wsol.dl4j.Dl4jBackbone.HeadChoice;
import org.wsol.engine.cam.LocalizationGraph;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.ParameterStore;
import org.wsol.engine.graph.SameDiffExecutor;
import org.wsol.engine.graph.Stage;
import org.wsol.engine.weights.Networks;

/**
 * Keras models imported with KerasModelImport: {@code keras/make.py} writes the files, with results computed by
 * PyTorch.
 */
class KerasImportTest {
    private static final ImageSize SIZE = ImageSize.square(16);
    private static final int CLASSES = 3;
    private static final Offset<Float> TOLERANCE = Offset.offset(1e-5f);

    @TempDir
    Path folder;

    private String file(String name) throws IOException {
        Path copy = folder.resolve(name);
        try (InputStream in = KerasImportTest.class.getResourceAsStream("/keras/" + name)) {
            Files.copy(in, copy);
        }
        return copy.toString();
    }

    private static List<Float> expected(String model) throws IOException {
        try (InputStream in = KerasImportTest.class.getResourceAsStream("/keras/expected.json")) {
            List<?> values =
                    (List<?>) new ObjectMapper().readValue(in, Map.class).get(model);
            return values.stream().map(value -> ((Number) value).floatValue()).toList();
        }
    }

    /** The image of make.py. */
    private static INDArray image() {
        float[] values = new float[3 * 16 * 16];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.sin(i * 0.37);
        }
        return Nd4j.create(values, new long[] {1, 3, 16, 16}, 'c');
    }

    private static INDArray probabilities(Backbone backbone) {
        try (ParameterStore store = new ParameterStore(DataType.FLOAT, 1)) {
            Networks.initialize(backbone, SIZE, store);
            LocalizationGraph graph = LocalizationGraph.ofPredicted(backbone, store, SIZE);
            try (SameDiffExecutor executor = new SameDiffExecutor(graph.program())) {
                return Transforms.softmax(
                        executor.run(Map.of(LocalizationGraph.IMAGES, image()))
                                .output(LocalizationGraph.LOGITS)
                                .dup('c'),
                        false);
            }
        }
    }

    private static void assertGives(Backbone backbone, String model) throws IOException {
        INDArray found = probabilities(backbone);
        List<Float> wanted = expected(model);
        for (int i = 0; i < CLASSES; i++) {
            assertThat(found.getFloat(i)).isCloseTo(wanted.get(i), TOLERANCE);
        }
    }

    private static List<String> stages(Backbone backbone) {
        return backbone.stages().stream().map(Stage::name).toList();
    }

    @Test
    void importsAFunctionalModel() throws Exception {
        ComputationGraph net = KerasModelImport.importKerasModelAndWeights(file("residual.h5"));
        Dl4jBackbone backbone = Dl4jBackbone.of(net);
        assertThat(stages(backbone)).containsExactly("border", "stem_norm", "stem_relu", "joined", "last");
        assertThat(backbone.head().weightName()).isEqualTo("scores.weight");
        assertGives(backbone, "residual");
    }

    @Test
    void importsASequentialModel() throws Exception {
        MultiLayerNetwork net = KerasModelImport.importKerasSequentialModelAndWeights(file("row.h5"));
        assertGives(Dl4jBackbone.of(net), "row");
    }

    @Test
    void importsFromTheZipOfAnImportedModel() throws Exception {
        Path zip = folder.resolve("network.zip");
        ModelSerializer.writeModel(
                KerasModelImport.importKerasModelAndWeights(file("residual.h5")), zip.toFile(), false);
        Backbone backbone = new Dl4jBackboneProvider()
                .create(
                        new Dl4jBackboneProvider.Options(
                                zip, Optional.empty(), Optional.empty(), HeadChoice.AUTO, ChannelOrder.RGB),
                        SIZE,
                        CLASSES);
        assertGives(backbone, "residual");
    }
}
