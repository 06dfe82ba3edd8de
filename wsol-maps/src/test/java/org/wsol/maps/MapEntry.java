package org.wsol.maps;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.wsol.core.ScoreMap;
import org.wsol.maps.chain.Fusion;
import org.wsol.maps.chain.MapChain;
import org.wsol.maps.chain.MapChain.PytorchGradCamChain;
import org.wsol.maps.chain.MapChain.TorchCamChain;

/** One method in a case of reference maps. */
public record MapEntry(MapCase owner, JsonNode json) {
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("cam", "cam"),
            Map.entry("grad-cam", "gradcam"),
            Map.entry("grad-cam++", "gradcam++"),
            Map.entry("xgrad-cam", "xgradcam"),
            Map.entry("layer-cam", "layercam"),
            Map.entry("hires-cam", "hirescam"),
            Map.entry("element-wise-grad-cam", "elementwise"),
            Map.entry("eigen-cam", "eigencam"),
            Map.entry("eigen-grad-cam", "eigengradcam"),
            Map.entry("seg-eigen-cam", "segeigencam"),
            Map.entry("kpca-cam", "kpcacam"),
            Map.entry("fem", "fem"),
            Map.entry("score-cam", "scorecam"),
            Map.entry("ablation-cam", "ablationcam"),
            Map.entry("is-cam", "iscam"),
            Map.entry("ss-cam", "sscam"),
            Map.entry("smooth-grad-cam++", "smoothgradcam++"),
            Map.entry("finer-cam", "finercam"),
            Map.entry("fullgrad", "fullgrad"),
            // Its correction by second derivatives vanishes in piecewise linear networks.
            Map.entry("shapley-cam", "gradcam"),
            // The product of several layers' Grad-CAM++ is computed by the chain.
            Map.entry("refine-cam", "gradcam++"));

    public static List<MapEntry> of(MapCase owner) {
        List<MapEntry> entries = new ArrayList<>();
        owner.json().get("maps").forEach(entry -> entries.add(new MapEntry(owner, entry)));
        return entries;
    }

    public String variant() {
        return json.get("variant").asText();
    }

    public boolean torchCam() {
        return json.get("convention").asText().equals("torch-cam");
    }

    public JsonNode parameter(String name) {
        return json.path("parameters").path(name);
    }

    public List<String> layers() {
        List<String> layers = new ArrayList<>();
        json.path("layers").forEach(layer -> layers.add(layer.asText()));
        return layers;
    }

    public boolean signFree() {
        return json.path("note").asText().contains("free")
                || parameter("eigen_smooth").asBoolean()
                || List.of("eigen-cam", "eigen-grad-cam").contains(variant());
    }

    /** The file of a key, or of a position in its list; empty if the case does not store it. */
    public String file(String key, int position) {
        JsonNode node = json.path(key);
        return node.isArray() ? node.path(position).asText() : node.asText();
    }

    /** The method with this project's name and options; the caller provides noise. */
    public CamVariant create() {
        String name = NAMES.get(variant());
        if (name == null) {
            throw new AssertionError("no method here for " + variant() + " of " + owner);
        }
        return CamVariants.create(name, options());
    }

    private Map<String, String> options() {
        boolean eigen = parameter("eigen_smooth").asBoolean();
        return switch (variant()) {
            case "grad-cam++" -> torchCam() ? Map.of("form", "torch-cam") : Map.of("eigen", "" + eigen);
            case "refine-cam" -> torchCam() ? Map.of("form", "torch-cam") : Map.of();
            case "grad-cam", "layer-cam", "hires-cam", "element-wise-grad-cam" -> Map.of("eigen", "" + eigen);
            case "xgrad-cam" -> Map.of("epsilon", torchCam() ? "1e-8" : "1e-7");
            case "score-cam" -> Map.of("form", torchCam() ? "torch-cam" : "pytorch-grad-cam");
            case "ablation-cam" -> Map.of("divisor", "score");
            case "is-cam" ->
                Map.of("form", "torch-cam", "samples", parameter("num_samples").asText());
            case "finer-cam" ->
                torchCam()
                        ? Map.of("form", "mean", "strength", parameter("gamma").asText(), "references", "3")
                        : Map.of("strength", parameter("alpha").asText());
            case "fullgrad" -> Map.of("form", "pytorch-grad-cam");
            default -> Map.of();
        };
    }

    /** The chain of the source library. */
    public MapChain chain() {
        boolean refine = variant().equals("refine-cam");
        if (!torchCam()) {
            return new PytorchGradCamChain(refine ? Fusion.PRODUCT : Fusion.MEAN);
        }
        Fusion fusion = refine ? Fusion.PRODUCT : variant().equals("layer-cam") ? Fusion.TANH_MAXIMUM : Fusion.MAXIMUM;
        return new TorchCamChain(!variant().equals("cam"), fusion);
    }

    /** A raw map with the recorded sign, if the sign is arbitrary. */
    public ScoreMap turned(ScoreMap actual, float[] expected) {
        float[] values = actual.toArray();
        double dot = 0;
        for (int i = 0; i < values.length; i++) {
            dot += (double) values[i] * expected[i];
        }
        if (!signFree() || dot >= 0) {
            return actual;
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = -values[i];
        }
        return ScoreMap.of(actual.height(), actual.width(), values);
    }

    @Override
    public String toString() {
        return owner + " " + json.get("convention").asText() + " " + variant() + " " + layers() + " "
                + json.path("parameters");
    }
}
