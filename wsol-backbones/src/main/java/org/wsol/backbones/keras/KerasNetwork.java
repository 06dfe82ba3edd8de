package org.wsol.backbones.keras;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A network of Keras's collection.
 *
 * @param layers the location of each layer's parameters
 * @param linearHead this project's class score layer; empty where Keras's head has no counterpart
 * @param epsilonDifference how much larger the epsilon of its batch normalisation is than the one used here; added to
 *     the running variance, so that inference is the same
 * @param bgr whether it expects BGR input; the first convolution's channels are reversed
 */
record KerasNetwork(List<KerasLayer> layers, String linearHead, double epsilonDifference, boolean bgr) {

    /** The Keras network for a backbone's name, if Keras published it. */
    static Optional<KerasNetwork> of(String backbone) {
        return switch (backbone) {
            case "vgg16" -> Optional.of(new KerasNetwork(vgg16(), "", 0, true));
            case "resnet50" -> Optional.of(new KerasNetwork(resnet50(), "fc", 1.001e-5 - 1e-5, true));
            case "inception_v3" -> Optional.of(new KerasNetwork(inceptionV3(), "", 0, false));
            case "mobilenet_v1" -> Optional.of(new KerasNetwork(mobilenetV1(), "fc", 1e-3 - 1e-5, false));
            case "mobilenet_v2" -> Optional.of(new KerasNetwork(mobilenetV2(), "classifier.1", 1e-3 - 1e-5, false));
            default -> Optional.empty();
        };
    }

    private static List<KerasLayer> vgg16() {
        List<KerasLayer> layers = new ArrayList<>();
        int[] convolutions = {2, 2, 3, 3, 3};
        int index = 0;
        for (int block = 1; block <= convolutions.length; block++) {
            for (int i = 1; i <= convolutions[block - 1]; i++) {
                layers.add(KerasLayer.plain("features." + index, "block" + block + "_conv" + i));
                index += 2;
            }
            index++;
        }
        return layers;
    }

    private static List<KerasLayer> resnet50() {
        List<KerasLayer> layers = new ArrayList<>();
        layers.add(KerasLayer.normalized("conv1", "bn1", "conv1_conv", "conv1_bn"));
        int[] blocks = {3, 4, 6, 3};
        for (int group = 0; group < blocks.length; group++) {
            for (int block = 0; block < blocks[group]; block++) {
                String here = "layer" + (group + 1) + "." + block + ".";
                String keras = "conv" + (group + 2) + "_block" + (block + 1) + "_";
                if (block == 0) {
                    layers.add(KerasLayer.normalized(
                            here + "downsample.0", here + "downsample.1", keras + "0_conv", keras + "0_bn"));
                }
                for (int i = 1; i <= 3; i++) {
                    layers.add(KerasLayer.normalized(
                            here + "conv" + i, here + "bn" + i, keras + i + "_conv", keras + i + "_bn"));
                }
            }
        }
        layers.add(KerasLayer.plain("fc", "predictions", "probs", "fc1000"));
        return layers;
    }

    private static List<KerasLayer> mobilenetV1() {
        List<KerasLayer> layers = new ArrayList<>();
        layers.add(KerasLayer.normalized("features.0.0", "features.0.1", "conv1", "conv1_bn"));
        for (int i = 1; i <= 13; i++) {
            String here = "features." + i + ".";
            layers.add(KerasLayer.normalized(here + 0, here + 1, "conv_dw_" + i, "conv_dw_" + i + "_bn"));
            layers.add(KerasLayer.normalized(here + 3, here + 4, "conv_pw_" + i, "conv_pw_" + i + "_bn"));
        }
        layers.add(KerasLayer.plain("fc", "conv_preds"));
        return layers;
    }

    private static List<KerasLayer> mobilenetV2() {
        List<KerasLayer> layers = new ArrayList<>();
        layers.add(KerasLayer.normalized("features.0.0", "features.0.1", "Conv1", "bn_Conv1"));
        for (int i = 0; i <= 16; i++) {
            String here = "features." + (i + 1) + ".conv.";
            String keras = i == 0 ? "expanded_conv_" : "block_" + i + "_";
            int layer = 0;
            if (i > 0) {
                layers.add(KerasLayer.normalized(here + "0.0", here + "0.1", keras + "expand", keras + "expand_BN"));
                layer = 1;
            }
            layers.add(KerasLayer.normalized(
                    here + layer + ".0", here + layer + ".1", keras + "depthwise", keras + "depthwise_BN"));
            layers.add(KerasLayer.normalized(
                    here + (layer + 1), here + (layer + 2), keras + "project", keras + "project_BN"));
        }
        layers.add(KerasLayer.normalized("features.18.0", "features.18.1", "Conv_1", "Conv_1_bn"));
        layers.add(KerasLayer.plain("classifier.1", "predictions", "Logits"));
        return layers;
    }

    /** Keras numbers InceptionV3's layers in the order of their creation; {@link KerasTensors} counts them from 1. */
    private static List<KerasLayer> inceptionV3() {
        List<String> names = new ArrayList<>(
                List.of("Conv2d_1a_3x3", "Conv2d_2a_3x3", "Conv2d_2b_3x3", "Conv2d_3b_1x1", "Conv2d_4a_3x3"));
        for (String block : List.of("Mixed_5b.", "Mixed_5c.", "Mixed_5d.")) {
            add(names, block, "branch1x1", "branch5x5_1", "branch5x5_2");
            add(names, block, "branch3x3dbl_1", "branch3x3dbl_2", "branch3x3dbl_3", "branch_pool");
        }
        add(names, "Mixed_6a.", "branch3x3", "branch3x3dbl_1", "branch3x3dbl_2", "branch3x3dbl_3");
        for (String block : List.of("Mixed_6b.", "Mixed_6c.", "Mixed_6d.", "Mixed_6e.")) {
            add(names, block, "branch1x1", "branch7x7_1", "branch7x7_2", "branch7x7_3", "branch7x7dbl_1");
            add(names, block, "branch7x7dbl_2", "branch7x7dbl_3", "branch7x7dbl_4", "branch7x7dbl_5", "branch_pool");
        }
        List<KerasLayer> layers = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            layers.add(KerasLayer.normalized(
                    name + ".conv", name + ".bn", "conv2d_" + (i + 1), "batch_normalization_" + (i + 1)));
        }
        return layers;
    }

    private static void add(List<String> names, String block, String... units) {
        for (String unit : units) {
            names.add(block + unit);
        }
    }

    /**
     * The layers of a Keras file that provide a layer's parameters.
     *
     * @param layer this project's name of the convolution or linear layer
     * @param norm this project's name of the batch normalisation after it
     * @param kerasLayers the convolution's names in published files, best first
     * @param kerasNorm the normalisation's name in published files
     */
    record KerasLayer(String layer, Optional<String> norm, List<String> kerasLayers, Optional<String> kerasNorm) {

        static KerasLayer plain(String layer, String... kerasLayers) {
            return new KerasLayer(layer, Optional.empty(), List.of(kerasLayers), Optional.empty());
        }

        /**
         * Whether a layer of that name is a depthwise convolution; Keras 3 does not distinguish the names of such
         * kernels.
         */
        static boolean isDepthwise(String kerasLayer) {
            return kerasLayer.startsWith("conv_dw_") || kerasLayer.endsWith("_depthwise");
        }

        static KerasLayer normalized(String layer, String norm, String kerasLayer, String kerasNorm) {
            return new KerasLayer(layer, Optional.of(norm), List.of(kerasLayer), Optional.of(kerasNorm));
        }
    }
}
