package org.wsol.maps.variant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.wsol.maps.MapCase.assertClose;
import static org.wsol.maps.MapCase.values;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.wsol.backbones.Backbones;
import org.wsol.core.ImageSize;
import org.wsol.core.ScoreMap;
import org.wsol.core.random.SplitMix64;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.ParameterStore;
import org.wsol.engine.plan.PlannedExecutors;
import org.wsol.engine.weights.LoadReport;
import org.wsol.engine.weights.Networks;
import org.wsol.engine.weights.PretrainedWeights;
import org.wsol.eval.map.ScoreArray;
import org.wsol.maps.ArrayEvidence;
import org.wsol.maps.CamVariant;
import org.wsol.maps.ClassScore;
import org.wsol.maps.Evidence;
import org.wsol.maps.FeatureMaps;
import org.wsol.maps.MapCase;
import org.wsol.maps.MapEntry;
import org.wsol.maps.NetworkImages;
import org.wsol.maps.SmallNetworks;
import org.wsol.maps.chain.AugmentationSmoothing;
import org.wsol.maps.formula.ChannelWeights;
import org.wsol.maps.formula.GradientPicture;
import org.wsol.maps.formula.Sums;
import org.wsol.maps.network.EvidenceBatch;
import org.wsol.maps.network.ExplainedNetwork;
import org.wsol.maps.variant.Channels.SmoothingOptions;
import org.wsol.maps.variant.MaskScores.MaskForm;

/** Compares every method on networks, from weights to final maps, with two original libraries. */
class CamVariantsParityTest {

    static Stream<MapCase> cases() {
        return MapCase.ofKind("cam_variants").stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void equalsTheReference(MapCase networkCase) {
        if (networkCase.json().get("network").asText().startsWith("torchvision")) {
            equalsTheOriginalFromArrays(networkCase);
            return;
        }
        INDArray images =
                networkCase.has("image.png") ? NetworkImages.of(networkCase) : networkCase.array("images.npy");
        ImageSize size = new ImageSize((int) images.size(2), (int) images.size(3));
        try (ParameterStore store = new ParameterStore(DataType.FLOAT, 1);
                PlannedExecutors executors = new PlannedExecutors(1)) {
            Backbone backbone = backbone(networkCase, size);
            Networks.initialize(backbone, size, store);
            LoadReport report = PretrainedWeights.load(
                    backbone,
                    store,
                    networkCase.json().has("weights")
                            ? MapCase.weights(networkCase.json().get("weights").asText())
                            : networkCase.folder().resolve("weights.safetensors"));
            assertThat(report.complete()).as(report.summary()).isTrue();
            float[][] logits = networkCase.array("logits.npy").toFloatMatrix();
            try (ExplainedNetwork network = new ExplainedNetwork(backbone, store, size, executors, 16)) {
                float[][] actual = network.logits(images);
                for (int i = 0; i < logits.length; i++) {
                    assertClose("logits", actual[i], logits[i], networkCase.tolerance());
                }
                assertAll(MapEntry.of(networkCase).stream().map(entry -> () -> {
                    try (EvidenceBatch batch = network.evidence(images, networkCase.labels(), entry.layers())) {
                        assertEntry(entry, batch.images());
                    }
                }));
            }
        }
    }

    /** A network that this project does not have: methods without scores, from recorded activations and gradients. */
    private static void equalsTheOriginalFromArrays(MapCase networkCase) {
        INDArray activations = networkCase.array("activations.npy");
        INDArray gradients = networkCase.array("gradients.npy");
        List<Evidence> images = new ArrayList<>();
        for (int i = 0; i < activations.size(0); i++) {
            images.add(new ArrayEvidence(MapCase.maps(activations, i), MapCase.maps(gradients, i)));
        }
        assertAll(MapEntry.of(networkCase).stream()
                .filter(entry -> !entry.variant().equals("score-cam"))
                .map(entry -> () -> assertRaw(entry, entry.create(), images)));
    }

    private static Backbone backbone(MapCase networkCase, ImageSize size) {
        int classes = networkCase.json().get("classes").asInt();
        return switch (networkCase.json().get("network").asText()) {
            case "convnet" -> SmallNetworks.convnet(classes);
            case "tinyresnet" -> SmallNetworks.tinyResNet(classes);
            default -> Backbones.create(networkCase.json().get("network").asText(), size, classes);
        };
    }

    private static void assertEntry(MapEntry entry, List<Evidence> images) {
        switch (entry.variant()) {
            case "guided-backprop" -> assertGuided(entry, images.get(0));
            case "ss-cam", "smooth-grad-cam++" -> {
                for (int i = 0; i < images.size(); i++) {
                    int image = i;
                    assertImage(entry, noisy(entry, images.get(i), image, images.size()), images.get(i), i);
                }
            }
            case "finer-cam" -> {
                for (int i = 0; i < images.size(); i++) {
                    assertImage(entry, finer(entry, i), images.get(i), i);
                }
            }
            default -> assertRaw(entry, entry.create(), images);
        }
    }

    /** pytorch-grad-cam's results are for given reference classes. */
    private static CamVariant finer(MapEntry entry, int image) {
        if (entry.torchCam()) {
            return entry.create();
        }
        int[] named =
                new ObjectMapper().convertValue(entry.parameter("comparison").get(image), int[].class);
        Contrast contrast = new Contrast(true, entry.parameter("alpha").asDouble(), named.length);
        ClassScore score = (logits, label) -> contrast.derivative(logits, label, named);
        return evidence -> List.of(Sums.weighted(
                evidence.activations(evidence.lastStage()),
                ChannelWeights.means(evidence.gradients(evidence.lastStage(), score))));
    }

    private static void assertRaw(MapEntry entry, CamVariant variant, List<Evidence> images) {
        for (int i = 0; i < images.size(); i++) {
            assertImage(entry, variant, images.get(i), i);
        }
    }

    private static void assertImage(MapEntry entry, CamVariant variant, Evidence evidence, int image) {
        MapCase owner = entry.owner();
        String what = entry + " image " + image;
        List<ScoreMap> raw = new ArrayList<>();
        List<ScoreMap> made = variant.raw(evidence);
        for (int layer = 0; layer < made.size(); layer++) {
            String file = entry.file("raw", layer);
            if (file.isEmpty()) {
                raw.add(made.get(layer));
            } else {
                float[] expected = values(owner.array(file), image);
                raw.add(entry.turned(made.get(layer), expected));
                assertClose(what + " raw " + layer, raw.get(layer).toArray(), expected, owner.tolerance());
            }
        }
        assertWeights(entry, what, evidence, image);
        assertChain(entry, what, variant, evidence, raw, image);
    }

    private static void assertWeights(MapEntry entry, String what, Evidence evidence, int image) {
        if (entry.file("weights", 0).isEmpty() || entry.layers().size() > 1) {
            return;
        }
        String stage = entry.layers().get(0);
        double[] weights =
                switch (entry.variant()) {
                    case "score-cam" ->
                        MaskScores.plain(MaskForm.PYTORCH_GRAD_CAM, 0).weights(evidence, stage);
                    case "ablation-cam" ->
                        AblationCam.weights(
                                evidence,
                                stage,
                                new AblationCam.Options(AblationCam.Replacement.ZERO, AblationCam.Divisor.SCORE));
                    default -> new double[0];
                };
        if (weights.length > 0) {
            float[] narrowed = new float[weights.length];
            for (int k = 0; k < narrowed.length; k++) {
                narrowed[k] = (float) weights[k];
            }
            float[] expected = values(entry.owner().array(entry.file("weights", 0)), image);
            assertClose(what + " weights", narrowed, expected, entry.owner().tolerance());
        }
    }

    private static void assertChain(
            MapEntry entry, String what, CamVariant variant, Evidence evidence, List<ScoreMap> raw, int image) {
        MapCase owner = entry.owner();
        for (int layer = 0;
                layer < raw.size() && !entry.file("normalized", layer).isEmpty();
                layer++) {
            List<ScoreMap> alone = entry.variant().equals("refine-cam") ? raw : List.of(raw.get(layer));
            float[] normalized =
                    entry.chain().apply(alone, raw.get(0).size()).toScoreMap().toArray();
            assertClose(
                    what, normalized, values(owner.array(entry.file("normalized", layer)), image), owner.tolerance());
        }
        if (!entry.file("fused", 0).isEmpty()) {
            float[] fused =
                    entry.chain().apply(raw, raw.get(0).size()).toScoreMap().toArray();
            assertClose(what + " fused", fused, values(owner.array(entry.file("fused", 0)), image), owner.tolerance());
        }
        String whole = entry.file("final", 0);
        String grid = entry.file("final_grid", 0);
        if (!(whole.isEmpty() && grid.isEmpty()) && !(evidence instanceof ArrayEvidence)) {
            ScoreArray map = entry.parameter("aug_smooth").asBoolean()
                    ? AugmentationSmoothing.apply(variant, entry.chain(), evidence)
                    : entry.chain().apply(raw, evidence.imageSize());
            float[] values = map.toScoreMap().toArray();
            float[] actual = whole.isEmpty() ? everyFourteenth(values, map.size()) : values;
            float[] expected = values(owner.array(whole.isEmpty() ? grid : whole), image);
            assertClose(what + " final", actual, expected, owner.tolerance());
        }
    }

    private static float[] everyFourteenth(float[] values, ImageSize size) {
        int rows = size.height() / 14;
        int columns = size.width() / 14;
        float[] grid = new float[rows * columns];
        for (int i = 0; i < grid.length; i++) {
            grid[i] = values[(7 + 14 * (i / columns)) * size.width() + 7 + 14 * (i % columns)];
        }
        return grid;
    }

    /** The methods with noise, fed with the reference's numbers: draw j is one stream over the whole batch. */
    private static CamVariant noisy(MapEntry entry, Evidence evidence, int image, int batch) {
        long seed = entry.parameter("noise_seed").asLong();
        int samples = entry.parameter("num_samples").asInt();
        double deviation = entry.parameter("std").asDouble();
        if (entry.variant().equals("ss-cam")) {
            int channels = evidence.activations(entry.layers().get(0)).channels();
            return SsCam.create(
                    new SsCam.Options(samples, deviation, 0, 0),
                    (sample, channel, target) -> draw(seed + sample, (long) image * channels + channel, target));
        }
        return SmoothGradCam.create(
                new SmoothGradCam.Options(SmoothGradCam.Form.TORCH_CAM, samples, deviation, 0),
                (sample, channel, target) -> draw(seed + sample, image, target));
    }

    private static void draw(long seed, long block, float[] target) {
        SplitMix64 random = new SplitMix64(seed);
        random.seek(2 * block * target.length);
        for (int i = 0; i < target.length; i++) {
            target[i] = (float) random.nextGaussian();
        }
    }

    private static void assertGuided(MapEntry entry, Evidence evidence) {
        MapCase owner = entry.owner();
        FeatureMaps gradient = evidence.guidedImageGradient();
        float[] expected = channelsFirst(owner.array(entry.file("gradient", 0)));
        assertClose(entry + " gradient", gradient.values(), expected, owner.tolerance());
        assertPicture(entry + " picture", gradient, owner.array(entry.file("picture", 0)));
        ScoreMap map = entry.chain()
                .apply(new GradCam().create(new SmoothingOptions(false)).raw(evidence), evidence.imageSize())
                .toScoreMap();
        assertPicture(
                entry + " with Grad-CAM",
                GradientPicture.times(gradient, map),
                owner.array(entry.file("guided_grad_cam", 0)));
    }

    /** Levels may differ by one due to rounding. */
    private static void assertPicture(String what, FeatureMaps gradient, INDArray expected) {
        float[] levels = channelsFirst(expected);
        byte[] actual = GradientPicture.colours(gradient);
        int different = 0;
        for (int i = 0; i < levels.length; i++) {
            int distance = Math.abs((actual[i] & 0xff) - Math.round(levels[i]));
            assertThat(distance).as(what).isLessThanOrEqualTo(1);
            different += distance;
        }
        assertThat(different).as("levels of %s that differ", what).isLessThan(levels.length / 100);
    }

    private static float[] channelsFirst(INDArray array) {
        return array.permute(2, 0, 1).dup('c').reshape(-1).toFloatVector();
    }
}
