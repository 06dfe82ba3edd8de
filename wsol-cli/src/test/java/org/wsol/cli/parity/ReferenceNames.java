package org.wsol.cli.parity;

import java.util.Map;

/** Parameter names of the reference evaluation for the networks of its methods. */
final class ReferenceNames {
    private static final Map<String, String> HEADS = Map.of(
            "acol.a.", "classifier_A.",
            "acol.b.", "classifier_B.",
            "spg.b1.", "SPG_B_1a.",
            "spg.b2.", "SPG_B_2a.",
            "spg.shared.", "SPG_B_shared.",
            "spg.c.", "SPG_C.",
            "spg.a3.", "SPG_A_3.");

    private ReferenceNames() {}

    static String of(String method, String backbone, boolean large, String name) {
        for (Map.Entry<String, String> head : HEADS.entrySet()) {
            if (name.startsWith(head.getKey())) {
                return head.getValue() + name.substring(head.getKey().length());
            }
        }
        if (name.startsWith("spg.classifier.")) {
            return (backbone.equals("vgg16") ? "SPG_A_4." : backbone.equals("resnet50") ? "SPG_A4." : "SPG_A4.")
                    + name.substring("spg.classifier.".length());
        }
        return switch (method + "/" + backbone) {
            case "adl/vgg16" -> shiftedVgg(name);
            case "adl/resnet50" -> shiftedResNet(name);
            case "spg/vgg16" -> guidedVgg(name, large);
            case "spg/resnet50" -> guidedResNet(name);
            default -> name;
        };
    }

    /** The layers after pool3 and conv4_3 are numbered as modules. */
    private static String shiftedVgg(String name) {
        String[] parts = name.split("\\.");
        if (!parts[0].equals("features")) {
            return name;
        }
        int index = Integer.parseInt(parts[1]);
        int shift = index >= 23 ? 2 : index >= 17 ? 1 : 0;
        return "features." + (index + shift) + "." + parts[2];
    }

    private static String shiftedResNet(String name) {
        String[] parts = name.split("\\.", 3);
        boolean shifts = (parts[0].equals("layer3") || parts[0].equals("layer4")) && !parts[1].equals("0");
        return shifts ? parts[0] + "." + (Integer.parseInt(parts[1]) + 1) + "." + parts[2] : name;
    }

    private static String guidedVgg(String name, boolean large) {
        String[] parts = name.split("\\.");
        int index = parts[0].equals("features") ? Integer.parseInt(parts[1]) : 0;
        int conv5 = large ? 23 : 24;
        if (index >= conv5) {
            return "SPG_A_2." + (index - conv5) + "." + parts[2];
        }
        return index >= 17 ? "SPG_A_1." + (index - 17) + "." + parts[2] : name;
    }

    private static String guidedResNet(String name) {
        String[] parts = name.split("\\.", 3);
        if (!parts[0].equals("layer3")) {
            return name;
        }
        int block = Integer.parseInt(parts[1]);
        return block == 0 ? "SPG_A1.0." + parts[2] : "SPG_A2." + (block - 1) + "." + parts[2];
    }
}
