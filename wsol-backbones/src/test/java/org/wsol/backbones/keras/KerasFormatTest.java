package org.wsol.backbones.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.wsol.backbones.Backbones;
import org.wsol.backbones.keras.KerasNetwork.KerasLayer;
import org.wsol.core.ImageSize;
import org.wsol.core.InvalidInputException;
import org.wsol.core.random.SplitMix64;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.ParameterStore;
import org.wsol.engine.weights.LoadReport;
import org.wsol.engine.weights.Networks;
import org.wsol.engine.weights.PretrainedWeights;
import org.wsol.engine.weights.WeightFile;
import org.wsol.engine.weights.WeightFiles;

class KerasFormatTest {
    private static final ImageSize SIZE = ImageSize.square(32);

    @TempDir
    Path folder;

    /** Every parameter has a counterpart in Keras's file, except those of layers added for localization. */
    @ParameterizedTest
    @ValueSource(strings = {"vgg16", "resnet50", "inception_v3", "mobilenet_v1", "mobilenet_v2"})
    void everyTrunkParameterIsMapped(String name) {
        Backbone backbone = Backbones.create(name, SIZE, 1000);
        try (ParameterStore store = new ParameterStore(DataType.FLOAT, 1)) {
            Networks.initialize(backbone, SIZE, store);
            Set<String> parameters = new TreeSet<>();
            for (String parameter : store.names()) {
                if (!parameter.startsWith("SPG_") && !parameter.startsWith("conv6.") && !name.equals("vgg16")
                        || parameter.startsWith("features.")) {
                    parameters.add(parameter.substring(0, parameter.lastIndexOf('.')));
                }
            }
            assertThat(layersOf(name)).containsExactlyInAnyOrderElementsOf(parameters);
        }
    }

    private static Set<String> layersOf(String name) {
        Set<String> layers = new HashSet<>();
        for (KerasLayer layer : KerasNetwork.of(name).orElseThrow().layers()) {
            layers.add(layer.layer());
            layer.norm().ifPresent(layers::add);
        }
        return layers;
    }

    @Test
    void mapsKernelsBiasesAndStatisticsOfResNet() {
        Path path = folder.resolve("resnet.h5");
        float[] kernel = numbers(1, 7 * 7 * 3 * 64);
        float[] bias = numbers(2, 64);
        float[] mean = numbers(3, 64);
        float[] variance = numbers(4, 64);
        float[] dense = numbers(5, 2048 * 6);
        try (Hdf5Writer file = new Hdf5Writer(path)) {
            file.put("conv1_conv", "kernel:0", kernel, 7, 7, 3, 64)
                    .put("conv1_conv", "bias:0", bias, 64)
                    .put("conv1_bn", "moving_mean:0", mean, 64)
                    .put("conv1_bn", "moving_variance:0", variance, 64)
                    .put("predictions", "kernel:0", dense, 2048, 6)
                    .put("predictions", "bias:0", numbers(6, 6), 6)
                    .put("elsewhere", "kernel:0", numbers(7, 2), 2);
        }
        Backbone backbone = Backbones.create("resnet50", SIZE, 6);
        try (ParameterStore store = new ParameterStore(DataType.FLOAT, 1)) {
            Networks.initialize(backbone, SIZE, store);
            LoadReport report = PretrainedWeights.load(backbone, store, path);
            assertThat(report.unused()).containsExactly("elsewhere/elsewhere/kernel:0");
            // Blue is channel 0 in Keras and channel 2 in this project.
            assertThat(store.get("conv1.weight").getFloat(9, 2, 3, 4))
                    .isEqualTo(kernel[((3 * 7 + 4) * 3 + 0) * 64 + 9]);
            assertThat(store.get("bn1.running_mean").getFloat(5)).isEqualTo(mean[5] - bias[5]);
            assertThat(store.get("bn1.running_var").getFloat(5)).isEqualTo((float) (variance[5] + 1e-8), within());
            assertThat(store.get("bn1.weight").getFloat(5)).isEqualTo(1);
            assertThat(store.get("fc.weight").getFloat(4, 100)).isEqualTo(dense[100 * 6 + 4]);
        }
    }

    private static org.assertj.core.data.Offset<Float> within() {
        return org.assertj.core.data.Offset.offset(1e-7f);
    }

    @Test
    void mapsDepthwiseKernelsAndTheConvolutionalHeadOfMobileNet() {
        Path path = folder.resolve("mobilenet.h5");
        float[] depthwise = numbers(1, 3 * 3 * 32);
        float[] head = numbers(2, 1024 * 4);
        try (Hdf5Writer file = new Hdf5Writer(path)) {
            file.put("conv_dw_1", "depthwise_kernel:0", depthwise, 3, 3, 32, 1)
                    .put("conv_preds", "kernel:0", head, 1, 1, 1024, 4)
                    .put("conv_preds", "bias:0", numbers(3, 4), 4);
        }
        Backbone backbone = Backbones.create("mobilenet_v1", SIZE, 4);
        try (ParameterStore store = new ParameterStore(DataType.FLOAT, 1)) {
            Networks.initialize(backbone, SIZE, store);
            LoadReport report = PretrainedWeights.load(backbone, store, path);
            assertThat(report.loaded()).containsExactlyInAnyOrder("features.1.0.weight", "fc.weight", "fc.bias");
            assertThat(store.get("features.1.0.weight").getFloat(31, 0, 1, 2))
                    .isEqualTo(depthwise[(1 * 3 + 2) * 32 + 31]);
            assertThat(store.get("fc.weight").getFloat(3, 1000)).isEqualTo(head[1000 * 4 + 3]);
        }
    }

    @Test
    void numbersInceptionLayersFromTheLowestAutomaticNumber() {
        Path path = folder.resolve("inception.h5");
        float[] second = numbers(2, 3 * 3 * 32 * 32);
        try (Hdf5Writer file = new Hdf5Writer(path)) {
            file.put("conv2d_10", "kernel:0", second, 3, 3, 32, 32)
                    .put("conv2d_9", "kernel:0", numbers(1, 3 * 3 * 3 * 32), 3, 3, 3, 32)
                    .put("batch_normalization_9", "moving_mean:0", numbers(3, 32), 32);
        }
        try (WeightFile file = WeightFiles.open(path, "inception_v3")) {
            assertThat(file.find("Conv2d_2a_3x3.conv.weight").orElseThrow().shape())
                    .isEqualTo(List.of(32L, 32L, 3L, 3L));
            assertThat(file.read("Conv2d_2a_3x3.conv.weight")[1]).isEqualTo(second[32 * 32]);
            assertThat(file.read("Conv2d_1a_3x3.bn.weight")).containsOnly(1).hasSize(32);
        }
    }

    @Test
    void readsOldNamesOfVggInWholeModels() {
        Path path = folder.resolve("vgg.h5");
        float[] kernel = numbers(1, 3 * 3 * 512 * 512);
        try (Hdf5Writer file = new Hdf5Writer(path)) {
            file.putAt("model_weights/block5_conv3/block5_conv3_W_1:0", kernel, 3, 3, 512, 512)
                    .putAt("model_weights/block5_conv3/block5_conv3_b_1:0", numbers(2, 512), 512);
        }
        Backbone backbone = Backbones.create("vgg16", java.util.Map.of("featureMap", "28"), SIZE, 4);
        try (ParameterStore store = new ParameterStore(DataType.FLOAT, 1)) {
            Networks.initialize(backbone, SIZE, store);
            LoadReport report = PretrainedWeights.load(backbone, store, path);
            assertThat(report.loaded()).containsExactly("features.27.weight", "features.27.bias");
            assertThat(store.get("features.27.weight").getFloat(500, 3, 2, 1))
                    .isEqualTo(kernel[((2 * 3 + 1) * 512 + 3) * 512 + 500]);
        }
    }

    @Test
    void rejectsDamagedAndForeignFiles() throws IOException {
        Path text = Files.writeString(folder.resolve("text.h5"), "not weights");
        assertThatThrownBy(() -> WeightFiles.open(text, "vgg16"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("not an HDF5 file");
        assertThatThrownBy(() -> WeightFiles.open(text, "squeezenet1_1"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("squeezenet1_1");
        Path whole = folder.resolve("whole.h5");
        try (Hdf5Writer file = new Hdf5Writer(whole)) {
            file.put("block1_conv1", "kernel:0", numbers(1, 3 * 3 * 3 * 64), 3, 3, 3, 64);
        }
        byte[] bytes = Files.readAllBytes(whole);
        Path cut = Files.write(folder.resolve("cut.h5"), java.util.Arrays.copyOf(bytes, bytes.length / 2));
        assertThatThrownBy(() -> WeightFiles.open(cut, "vgg16"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("cut.h5");
    }

    private static float[] numbers(long seed, int count) {
        SplitMix64 stream = new SplitMix64(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) stream.nextDouble();
        }
        return values;
    }
}
