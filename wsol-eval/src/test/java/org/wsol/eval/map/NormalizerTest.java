package org.wsol.eval.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.wsol.core.ImageSize;
import org.wsol.core.InvalidInputException;

class NormalizerTest {
    private final ScoreArray map = ScoreArray.of(2, 5, new double[] {-2, 0, 1, 2, 3, 4, 5, 6, 7, 8});

    @Test
    void everyMethodScalesAsDefined() {
        assertThat(values(new Normalizer.MinMax())).containsExactly(0, .2, .3, .4, .5, .6, .7, .8, .9, 1);
        assertThat(values(new Normalizer.Max())).containsExactly(0, 0, .125, .25, .375, .5, .625, .75, .875, 1);
        assertThat(values(new Normalizer.Pas(0.75))).endsWith(0.875, 1, 1, 1);
        assertThat(values(new Normalizer.Ivr(0.45))).containsExactly(0, 0, 0, 0, 0, .2, .4, .6, .8, 1);
    }

    @Test
    void mapsWithoutInformationBecomeZero() {
        for (Normalizer normalizer : List.of(
                new Normalizer.MinMax(), new Normalizer.Max(), new Normalizer.Pas(0.9), new Normalizer.Ivr(0.45))) {
            assertThat(normalizer.apply(ScoreArray.of(1, 2, new float[] {3, 3})).at(0))
                    .isZero();
            assertThat(normalizer
                            .apply(ScoreArray.of(1, 2, new float[] {3, Float.NaN}))
                            .at(0))
                    .isZero();
        }
        assertThat(new Normalizer.Max()
                        .apply(ScoreArray.of(1, 2, new float[] {-3, -1}))
                        .at(1))
                .isZero();
    }

    @Test
    void namesSurviveARoundTrip() {
        for (String name : List.of("min-max", "max", "pas:0.8", "ivr:0.45")) {
            assertThat(Normalizer.parse(name).name()).isEqualTo(name);
        }
        assertThatThrownBy(() -> Normalizer.parse("pas:2")).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> Normalizer.parse("sigmoid"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("min-max, max, pas");
    }

    @Test
    void bilinearInterpolatesBetweenTwoNeighbours() {
        ScoreArray small = ScoreArray.of(1, 2, new double[] {0, 1});
        ScoreArray wide = MapResizer.resize(small, new ImageSize(1, 4), Interpolation.BILINEAR);
        assertThat(wide.at(0)).isZero();
        assertThat(wide.at(1)).isEqualTo(0.25);
        assertThat(wide.at(2)).isEqualTo(0.75);
        assertThat(wide.at(3)).isEqualTo(1);
    }

    private double[] values(Normalizer normalizer) {
        ScoreArray normalized = normalizer.apply(map);
        double[] values = new double[10];
        for (int i = 0; i < values.length; i++) {
            values[i] = normalized.at(i);
        }
        return values;
    }
}
