package org.wsol.backbones.keras;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wsol.backbones.Backbones;
import org.wsol.core.ImageSize;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.ParameterStore;
import org.wsol.engine.weights.Networks;
import org.wsol.engine.weights.WeightFile;
import org.wsol.engine.weights.WeightFile.TensorInfo;
import org.wsol.engine.weights.WeightFiles;

/** Complete files in the layout of Keras's own networks: every parameter has a tensor with its shape. */
class KerasLayoutTest {
    private static final ImageSize SIZE = ImageSize.square(64);

    @TempDir
    Path folder;

    /** The parameters added to Keras's networks, and the tensors of Keras's files that are not used. */
    @ParameterizedTest
    @CsvSource({
        "vgg16, conv6|fc, fc1|fc2|predictions",
        "resnet50, none, none",
        "inception_v3, SPG_, conv2d_|batch_normalization_|predictions",
        "mobilenet_v1, none, none",
        "mobilenet_v2, none, none"
    })
    void everyParameterIsMappedToATensor(String name, String added, String beyond) {
        Path path = folder.resolve(name + ".h5");
        KerasLayout.of(name).write(path);
        Backbone backbone = Backbones.create(name, SIZE, 1000);
        try (ParameterStore store = ParameterStore.ofShapes();
                WeightFile file = WeightFiles.open(path, name)) {
            Networks.initialize(backbone, SIZE, store);
            Set<String> wanted = described(store, added);
            Set<String> found = file.tensors().stream()
                    .filter(tensor -> !tensor.name().matches("(" + beyond + ").*/.*"))
                    .map(tensor -> tensor.name() + " " + tensor.shape())
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(found).isEqualTo(wanted);
        }
    }

    private static Set<String> described(ParameterStore store, String added) {
        return store.names().stream()
                .filter(name -> !name.matches("(" + added + ").*"))
                .map(name -> name + " " + Arrays.toString(store.get(name).shape()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Keras 3 names a depthwise kernel "kernel" and omits ":0". */
    @Test
    void identifiesKeras3DepthwiseKernelsByTheirLayer() {
        Path path = folder.resolve("keras3.h5");
        try (Hdf5Writer file = new Hdf5Writer(path)) {
            file.declareAt("model_weights/conv_dw_1/conv_dw_1/kernel", 3, 3, 32, 1);
        }
        try (WeightFile file = WeightFiles.open(path, "mobilenet_v1")) {
            assertThat(file.tensors())
                    .extracting(TensorInfo::name, TensorInfo::shape)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple("features.1.0.weight", List.of(32L, 1L, 3L, 3L)));
        }
    }
}
