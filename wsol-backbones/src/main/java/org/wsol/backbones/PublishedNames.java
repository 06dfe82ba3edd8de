package org.wsol.backbones;

import java.util.List;

/**
 * The names of parameters in published checkpoints of modified networks: those of the reference evaluation (Choe et al.
 * 2020), where layers of ADL count as modules and SPG splits a group, and those of the bridging-gap method (Kim et al.
 * 2022), which split the network where attentive dropout is applied. Names at the same index of two lists belong to the
 * same kind of file.
 */
final class PublishedNames {
    /** {@code features.N} of the first convolution of VGG16's blocks 4 and 5, as torchvision counts. */
    private static final int CONV4 = 17;

    private static final int POOL4 = 23;
    private static final int CONV5 = 24;

    private PublishedNames() {}

    /**
     * Names of a parameter of VGG16.
     *
     * @param parameter its name here
     * @param pool4 whether the network has that pool, which affects numbering
     */
    static List<String> vgg16(String parameter, boolean pool4) {
        String[] parts = parameter.split("\\.", -1);
        if (!parts[0].equals("features")) {
            return List.of();
        }
        int here = Integer.parseInt(parts[1]);
        int index = !pool4 && here >= POOL4 ? here + 1 : here;
        return List.of(
                        "features." + index,
                        "features." + (index >= CONV5 ? index - 1 : index),
                        index < POOL4 ? "features.0." + index : "features.2." + (index - POOL4),
                        index < POOL4 ? "features.0." + index : "features.2." + (index - CONV5),
                        "features." + (index + adlLayers(index)),
                        "features." + (index + adlLayers(index) - (index >= CONV5 ? 1 : 0)),
                        spgLayer(index))
                .stream()
                .map(layer -> layer + "." + parts[2])
                .toList();
    }

    /** ADL is before block 4 and before its pool. */
    private static int adlLayers(int index) {
        return index >= CONV5 ? 2 : index >= CONV4 ? 1 : 0;
    }

    private static String spgLayer(int index) {
        if (index < CONV4) {
            return "features." + index;
        }
        return index < CONV5 ? "SPG_A_1." + (index - CONV4) : "SPG_A_2." + (index - CONV5);
    }

    /** Names of a parameter of ResNet-50. */
    static List<String> resNet50(String parameter) {
        String[] parts = parameter.split("\\.", 3);
        if (!parts[0].equals("layer3") && !parts[0].equals("layer4")) {
            return List.of();
        }
        int block = Integer.parseInt(parts[1]);
        boolean last = parts[0].equals("layer4");
        String cut = last ? block == 0 ? "layer4_1.0" : "layer4_2." + (block - 1) : "layer3." + block;
        // ADL is after the first block of both groups.
        String adl = parts[0] + "." + (block == 0 ? 0 : block + 1);
        String spg = last ? "layer4." + block : block == 0 ? "SPG_A1.0" : "SPG_A2." + (block - 1);
        return List.of(cut + "." + parts[2], adl + "." + parts[2], spg + "." + parts[2]);
    }
}
