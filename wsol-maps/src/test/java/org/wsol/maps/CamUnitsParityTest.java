package org.wsol.maps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wsol.maps.MapCase.assertClose;
import static org.wsol.maps.MapCase.values;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.wsol.core.ImageSize;
import org.wsol.core.ScoreMap;
import org.wsol.maps.formula.ChannelWeights;
import org.wsol.maps.formula.Scaling;

/** Compares raw maps, channel weights and chains for given activations and gradients with two original libraries. */
class CamUnitsParityTest {

    static Stream<MapEntry> entries() {
        return MapCase.ofKind("cam_units").stream().flatMap(unit -> MapEntry.of(unit).stream());
    }

    @ParameterizedTest
    @MethodSource("entries")
    void equalsTheReference(MapEntry entry) {
        MapCase unit = entry.owner();
        INDArray activations = unit.array("activations.npy");
        INDArray gradients = unit.array("gradients.npy");
        INDArray expected = unit.array(entry.file("raw", 0));
        double scale = Math.max(Float.MIN_NORMAL, expected.amaxNumber().doubleValue());
        CamVariant variant = entry.create();
        for (int image = 0; image < activations.size(0); image++) {
            String what = entry + " image " + image;
            FeatureMaps a = MapCase.maps(activations, image);
            FeatureMaps g = MapCase.maps(gradients, image);
            float[] recorded = values(expected, image);
            ScoreMap raw = entry.turned(variant.raw(new ArrayEvidence(a, g)).get(0), recorded);
            // For a constant image, the original contains rounding errors.
            boolean rounding = largest(recorded) < 1e-6 * scale && largest(recorded) < 1e-6 * largest(a.values());
            assertClose(what + " raw", raw.toArray(), recorded, unit.tolerance(), rounding ? scale : largest(recorded));
            assertWeights(entry, what, a, g, image);
            if (!rounding) {
                assertChain(entry, what, raw, image);
            }
        }
    }

    private static double largest(float[] values) {
        double largest = 0;
        for (float value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    private static void assertWeights(MapEntry entry, String what, FeatureMaps a, FeatureMaps g, int image) {
        if (!entry.file("weights", 0).isEmpty()) {
            double[] weights =
                    switch (entry.variant()) {
                        case "grad-cam" -> ChannelWeights.means(g);
                        case "grad-cam++" -> ChannelWeights.plusPlus(a, g);
                        case "xgrad-cam" -> ChannelWeights.normalized(a, g, 1e-7);
                        default -> throw new AssertionError("no weights known of " + entry);
                    };
            float[] expected = values(entry.owner().array(entry.file("weights", 0)), image);
            float[] narrowed = new float[weights.length];
            for (int k = 0; k < narrowed.length; k++) {
                narrowed[k] = (float) weights[k];
            }
            assertClose(what + " weights", narrowed, expected, entry.owner().tolerance());
        }
    }

    private static void assertChain(MapEntry entry, String what, ScoreMap raw, int image) {
        double tolerance = entry.owner().tolerance();
        if (!entry.file("normalized", 0).isEmpty()) {
            INDArray expected = entry.owner().array(entry.file("normalized", 0));
            assertClose(what + " normalized", normalized(entry, raw), values(expected, image), tolerance);
        }
        if (!entry.file("enlarged", 0).isEmpty()) {
            INDArray expected = entry.owner().array(entry.file("enlarged", 0));
            ImageSize size = new ImageSize((int) expected.size(1), (int) expected.size(2));
            float[] enlarged =
                    entry.chain().apply(List.of(raw), size).toScoreMap().toArray();
            assertThat(enlarged).as(what).doesNotContain(Float.NaN);
            assertClose(what + " enlarged", enlarged, values(expected, image), tolerance);
        }
    }

    /** At map size; pytorch-grad-cam scales a second time after the enlargement, which is not recorded. */
    private static float[] normalized(MapEntry entry, ScoreMap raw) {
        if (entry.torchCam()) {
            return entry.chain().apply(List.of(raw), raw.size()).toScoreMap().toArray();
        }
        float[] values = raw.toArray();
        Scaling.rectify(values);
        Scaling.minMax(values, 1e-7);
        return values;
    }
}
