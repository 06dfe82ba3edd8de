package org.wsol.engine.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.wsol.core.ImageSize;
import org.wsol.core.InvalidInputException;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.Convolution;
import org.wsol.engine.graph.Head;
import org.wsol.engine.graph.ParameterStore;
import org.wsol.engine.graph.Stage;

class PretrainedWeightsTest {
    private static final ImageSize SIZE = ImageSize.square(4);

    @TempDir
    Path folder;

    /** One convolution with batch-norm, and a linear head. */
    private record Tiny(int channels, int classes) implements Backbone {

        @Override
        public String name() {
            return "tiny";
        }

        @Override
        public List<Stage> stages() {
            Convolution geometry = Convolution.square(3, channels, 3);
            return List.of(new Stage("a", (layers, x) -> layers.convolutionBatchNorm("conv", "bn", x, geometry, 1e-5)));
        }

        @Override
        public Head head() {
            return Head.linear("fc", channels, classes);
        }

        @Override
        public String defaultDropoutPoint() {
            return "a";
        }

        @Override
        public boolean isHeadParameter(String parameterName) {
            return parameterName.startsWith("fc.");
        }

        @Override
        public List<String> publishedNames(String parameterName) {
            return List.of("published/" + parameterName);
        }
    }

    @Test
    void restoresAllParameters() {
        Path file = saved(new Tiny(2, 5), 1);
        try (ParameterStore store = initialized(new Tiny(2, 5), 2);
                ParameterStore original = initialized(new Tiny(2, 5), 1)) {
            assertThat(store.get("conv.weight")).isNotEqualTo(original.get("conv.weight"));
            LoadReport report = PretrainedWeights.load(new Tiny(2, 5), store, file);
            assertThat(report.complete()).isTrue();
            assertThat(report.loaded()).containsExactlyElementsOf(store.names());
            for (String name : store.names()) {
                assertThat(store.get(name)).as(name).isEqualTo(original.get(name));
            }
        }
    }

    @Test
    void reinitializesOnlyTheHeadForAnotherNumberOfClasses() {
        Path file = saved(new Tiny(2, 5), 1);
        try (ParameterStore store = initialized(new Tiny(2, 7), 2);
                ParameterStore untouched = initialized(new Tiny(2, 7), 2)) {
            LoadReport report = PretrainedWeights.load(new Tiny(2, 7), store, file);
            assertThat(report.reinitialized()).containsExactlyInAnyOrder("fc.weight", "fc.bias");
            assertThat(report.missing()).isEmpty();
            assertThat(report.summary()).endsWith("the head starts at random: the file's is for 5 classes, not 7");
            assertThat(store.get("fc.weight")).isEqualTo(untouched.get("fc.weight"));
            assertThat(store.get("conv.weight")).isNotEqualTo(untouched.get("conv.weight"));
        }
    }

    @Test
    void listsMissingAndUnusedTensorsAndIgnoresCounters() {
        Map<String, INDArray> arrays = new LinkedHashMap<>();
        arrays.put("published/conv.weight", Nd4j.ones(DataType.FLOAT, 2, 3, 3, 3));
        arrays.put("fc.bias", Nd4j.ones(DataType.FLOAT, 5));
        arrays.put("bn.num_batches_tracked", Nd4j.scalar(9f));
        arrays.put("other", Nd4j.scalar(9f));
        Path file = folder.resolve("partial.safetensors");
        SafeTensorsWriter.write(file, arrays, Map.of());
        try (ParameterStore store = initialized(new Tiny(2, 5), 2)) {
            LoadReport report = PretrainedWeights.load(new Tiny(2, 5), store, file);
            assertThat(report.loaded()).containsExactly("conv.weight");
            assertThat(report.missing())
                    .containsExactlyInAnyOrder("bn.running_mean", "bn.running_var", "bn.weight", "bn.bias");
            assertThat(report.reinitialized()).containsExactlyInAnyOrder("fc.weight", "fc.bias");
            assertThat(report.headProblem()).contains("the file has no fc.weight");
            assertThat(report.unused()).containsExactly("other");
            assertThat(store.get("conv.weight").meanNumber().doubleValue()).isEqualTo(1);
            assertThat(store.get("fc.bias").meanNumber().doubleValue()).isZero();
        }
    }

    @Test
    void reportsBothShapesOnAMismatch() {
        Path file = saved(new Tiny(2, 5), 1);
        try (ParameterStore store = initialized(new Tiny(4, 5), 2)) {
            assertThatThrownBy(() -> PretrainedWeights.load(new Tiny(4, 5), store, file))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("[2]")
                    .hasMessageContaining("[4]")
                    .hasMessageContaining(file.toString());
        }
    }

    @Test
    void reportsBothShapesOfAHeadForOtherFeatures() {
        Map<String, INDArray> arrays = new LinkedHashMap<>();
        arrays.put("fc.weight", Nd4j.ones(DataType.FLOAT, 5, 3));
        arrays.put("fc.bias", Nd4j.ones(DataType.FLOAT, 5));
        Path file = folder.resolve("wide.safetensors");
        SafeTensorsWriter.write(file, arrays, Map.of());
        try (ParameterStore store = initialized(new Tiny(2, 5), 2)) {
            assertThatThrownBy(() -> PretrainedWeights.load(new Tiny(2, 5), store, file))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("'fc.weight' has shape [5, 3]")
                    .hasMessageContaining("needs [5, 2]");
        }
    }

    @Test
    void rejectsAFileOfAnotherNetwork() {
        Path file = folder.resolve("foreign.safetensors");
        SafeTensorsWriter.write(file, Map.of("layer.weight", Nd4j.scalar(1f)), Map.of());
        try (ParameterStore store = initialized(new Tiny(2, 5), 2)) {
            assertThatThrownBy(() -> PretrainedWeights.load(new Tiny(2, 5), store, file))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("layer.weight")
                    .hasMessageContaining("tiny");
        }
    }

    private Path saved(Backbone backbone, long seed) {
        Path file = folder.resolve("saved.safetensors");
        try (ParameterStore store = initialized(backbone, seed)) {
            SafeTensorsWriter.write(file, store, Map.of());
        }
        return file;
    }

    private static ParameterStore initialized(Backbone backbone, long seed) {
        ParameterStore store = new ParameterStore(DataType.FLOAT, seed);
        Networks.initialize(backbone, SIZE, store);
        return store;
    }
}
