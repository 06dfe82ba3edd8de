package org.wsol.eval.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wsol.core.ImageSize;
import org.wsol.eval.FixtureCase;
import org.wsol.eval.interchange.NumPyArray;
import org.wsol.eval.interchange.NumPyFiles;

class CamUpsamplingParityTest {

    static Stream<FixtureCase> cases() {
        return FixtureCase.ofKind("cam_upsampling").stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void bicubicAndMinMaxEqualTheReference(FixtureCase fixture) {
        NumPyArray cams = NumPyFiles.read(fixture.folder().resolve("cam.npy"));
        NumPyArray resized = NumPyFiles.read(fixture.folder().resolve("bicubic_224.npy"));
        NumPyArray normalized = NumPyFiles.read(fixture.folder().resolve("normalized.npy"));
        ImageSize target = new ImageSize(resized.shape()[1], resized.shape()[2]);
        for (int i = 0; i < cams.shape()[0]; i++) {
            int cells = cams.shape()[1] * cams.shape()[2];
            float[] values = Arrays.copyOfRange(cams.toFloats(), i * cells, (i + 1) * cells);
            ScoreArray cam = ScoreArray.of(cams.shape()[1], cams.shape()[2], values);
            ScoreArray actual = MapResizer.resize(cam, target, Interpolation.BICUBIC);
            double tolerance = fixture.json().path("tolerance").asDouble();
            assertClose(actual, resized.toDoubles(), i, tolerance);
            assertClose(new Normalizer.MinMax().apply(actual), normalized.toDoubles(), i, tolerance);
        }
    }

    private static void assertClose(ScoreArray actual, double[] all, int index, double tolerance) {
        int cells = actual.height() * actual.width();
        double[] expected = Arrays.copyOfRange(all, index * cells, (index + 1) * cells);
        double magnitude = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
        for (int p = 0; p < cells; p++) {
            assertThat(actual.at(p))
                    .as("map " + index + ", position " + p)
                    .isCloseTo(expected[p], within(tolerance * magnitude));
        }
    }
}
