package org.wsol.backbones.keras;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Names and shapes of the data sets in the files that Keras publishes for its own networks, derived from the networks'
 * definitions in {@code keras.applications}; without values.
 */
final class KerasLayout {
    private static final int CLASSES = 1000;

    private final Map<String, long[]> datasets = new LinkedHashMap<>();
    private int counted;

    private KerasLayout() {}

    static KerasLayout of(String backbone) {
        KerasLayout layout = new KerasLayout();
        switch (backbone) {
            case "vgg16" -> layout.vgg16();
            case "resnet50" -> layout.resNet50();
            case "inception_v3" -> layout.inceptionV3();
            case "mobilenet_v1" -> layout.mobileNet();
            case "mobilenet_v2" -> layout.mobileNetV2();
            default -> throw new IllegalArgumentException(backbone);
        }
        return layout;
    }

    /** Writes a file with this layout. */
    void write(Path path) {
        try (Hdf5Writer file = new Hdf5Writer(path)) {
            datasets.forEach(file::declareAt);
        }
    }

    /** {@code vgg16_weights_tf_dim_ordering_tf_kernels.h5}, the oldest: names of Keras 1. */
    private void vgg16() {
        int[][] blocks = {{64, 64}, {128, 128}, {256, 256, 256}, {512, 512, 512}, {512, 512, 512}};
        int in = 3;
        for (int block = 0; block < blocks.length; block++) {
            for (int i = 0; i < blocks[block].length; i++) {
                in = old("block" + (block + 1) + "_conv" + (i + 1), blocks[block][i], 3, 3, in);
            }
        }
        in = old("fc1", 4096, 25088);
        in = old("fc2", 4096, in);
        old("predictions", CLASSES, in);
    }

    private int old(String layer, int out, long... shape) {
        long[] kernel = java.util.Arrays.copyOf(shape, shape.length + 1);
        kernel[shape.length] = out;
        datasets.put(layer + "/" + layer + "_W_1:0", kernel);
        datasets.put(layer + "/" + layer + "_b_1:0", new long[] {out});
        return out;
    }

    /** {@code resnet50_weights_tf_dim_ordering_tf_kernels.h5}: convolutions with biases, the head called "probs". */
    private void resNet50() {
        convolution("conv1_conv", 7, 7, 3, 64, true);
        norm("conv1_bn", 64, true);
        int[] blocks = {3, 4, 6, 3};
        int in = 64;
        for (int group = 0; group < blocks.length; group++) {
            int width = 64 << group;
            for (int block = 1; block <= blocks[group]; block++) {
                String name = "conv" + (group + 2) + "_block" + block + "_";
                if (block == 1) {
                    normalized(name + 0, 1, in, 4 * width);
                }
                normalized(name + 1, 1, in, width);
                normalized(name + 2, 3, width, width);
                normalized(name + 3, 1, width, 4 * width);
                in = 4 * width;
            }
        }
        dense("probs", in);
    }

    private void normalized(String name, int side, int in, int out) {
        convolution(name + "_conv", side, side, in, out, true);
        norm(name + "_bn", out, true);
    }

    /** {@code inception_v3_weights_tf_dim_ordering_tf_kernels.h5}: automatic names, no scale in the normalisation. */
    private void inceptionV3() {
        unit(3, 3, unit(1, 1, unit(3, 3, unit(3, 3, unit(3, 3, 3, 32), 32), 64), 80), 192);
        int in = 192;
        for (int pooled : new int[] {32, 64, 64}) {
            unit(1, 1, in, 64);
            unit(5, 5, unit(1, 1, in, 48), 64);
            unit(3, 3, unit(3, 3, unit(1, 1, in, 64), 96), 96);
            unit(1, 1, in, pooled);
            in = 64 + 64 + 96 + pooled;
        }
        unit(3, 3, in, 384);
        unit(3, 3, unit(3, 3, unit(1, 1, in, 64), 96), 96);
        for (int width : new int[] {128, 160, 160, 192}) {
            unit(1, 1, 768, 192);
            unit(7, 1, unit(1, 7, unit(1, 1, 768, width), width), 192);
            unit(1, 7, unit(7, 1, unit(1, 7, unit(7, 1, unit(1, 1, 768, width), width), width), width), 192);
            unit(1, 1, 768, 192);
        }
        unit(3, 3, unit(1, 1, 768, 192), 320);
        unit(3, 3, unit(7, 1, unit(1, 7, unit(1, 1, 768, 192), 192), 192), 192);
        for (int width : new int[] {1280, 2048}) {
            unit(1, 1, width, 320);
            int wide = unit(1, 1, width, 384);
            unit(1, 3, wide, 384);
            unit(3, 1, wide, 384);
            int doubled = unit(3, 3, unit(1, 1, width, 448), 384);
            unit(1, 3, doubled, 384);
            unit(3, 1, doubled, 384);
            unit(1, 1, width, 192);
        }
        dense("predictions", 2048);
    }

    private int unit(int rows, int columns, int in, int out) {
        counted++;
        convolution("conv2d_" + counted, rows, columns, in, out, false);
        norm("batch_normalization_" + counted, out, false);
        return out;
    }

    /** {@code mobilenet_1_0_224_tf.h5}: the head is a 1x1 convolution. */
    private void mobileNet() {
        convolution("conv1", 3, 3, 3, 32, false);
        norm("conv1_bn", 32, true);
        int in = 32;
        int[] widths = {64, 128, 128, 256, 256, 512, 512, 512, 512, 512, 512, 1024, 1024};
        for (int i = 1; i <= widths.length; i++) {
            depthwise("conv_dw_" + i, in);
            norm("conv_dw_" + i + "_bn", in, true);
            convolution("conv_pw_" + i, 1, 1, in, widths[i - 1], false);
            norm("conv_pw_" + i + "_bn", widths[i - 1], true);
            in = widths[i - 1];
        }
        convolution("conv_preds", 1, 1, in, CLASSES, true);
    }

    /** {@code mobilenet_v2_weights_tf_dim_ordering_tf_kernels_1.0_224.h5}. */
    private void mobileNetV2() {
        convolution("Conv1", 3, 3, 3, 32, false);
        norm("bn_Conv1", 32, true);
        int[] widths = {16, 24, 24, 32, 32, 32, 64, 64, 64, 64, 96, 96, 96, 160, 160, 160, 320};
        int in = 32;
        for (int i = 0; i < widths.length; i++) {
            String block = i == 0 ? "expanded_conv_" : "block_" + i + "_";
            int expanded = i == 0 ? in : 6 * in;
            if (i > 0) {
                convolution(block + "expand", 1, 1, in, expanded, false);
                norm(block + "expand_BN", expanded, true);
            }
            depthwise(block + "depthwise", expanded);
            norm(block + "depthwise_BN", expanded, true);
            convolution(block + "project", 1, 1, expanded, widths[i], false);
            norm(block + "project_BN", widths[i], true);
            in = widths[i];
        }
        convolution("Conv_1", 1, 1, in, 1280, false);
        norm("Conv_1_bn", 1280, true);
        dense("Logits", 1280);
    }

    private void convolution(String layer, int rows, int columns, int in, int out, boolean bias) {
        put(layer, "kernel", rows, columns, in, out);
        if (bias) {
            put(layer, "bias", out);
        }
    }

    private void depthwise(String layer, int channels) {
        put(layer, "depthwise_kernel", 3, 3, channels, 1);
    }

    private void norm(String layer, int channels, boolean scaled) {
        if (scaled) {
            put(layer, "gamma", channels);
        }
        put(layer, "beta", channels);
        put(layer, "moving_mean", channels);
        put(layer, "moving_variance", channels);
    }

    private void dense(String layer, int in) {
        put(layer, "kernel", in, CLASSES);
        put(layer, "bias", CLASSES);
    }

    private void put(String layer, String dataset, long... shape) {
        datasets.put(layer + "/" + layer + "/" + dataset + ":0", shape);
    }
}
