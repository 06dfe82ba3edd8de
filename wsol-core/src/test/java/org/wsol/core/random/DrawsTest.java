package org.wsol.core.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DrawsTest {
    private static final int MANY = 40_000;

    @ParameterizedTest
    @CsvSource({"1, 1", "0.3, 0.3", "2, 5", "0.5, 4", "0.01, 0.02"})
    void betaHasTheMomentsOfTheDistribution(double a, double b) {
        SplitMix64 random = new SplitMix64(4);
        double[] values = DoubleStream.generate(() -> Draws.beta(random, a, b))
                .limit(MANY)
                .toArray();
        double mean = DoubleStream.of(values).average().orElseThrow();
        double variance =
                DoubleStream.of(values).map(x -> (x - mean) * (x - mean)).sum() / MANY;
        DoubleStream.of(values).forEach(value -> assertThat(value).isBetween(0.0, 1.0));
        assertThat(mean).isCloseTo(a / (a + b), within(0.01));
        assertThat(variance).isCloseTo(a * b / ((a + b) * (a + b) * (a + b + 1)), within(0.01));
    }

    @Test
    void equalStreamsGiveEqualNumbers() {
        assertThat(Draws.beta(SplitMix64.named(3, "x/7"), 1, 1))
                .isEqualTo(Draws.beta(SplitMix64.named(3, "x/7"), 1, 1))
                .isNotEqualTo(Draws.beta(SplitMix64.named(3, "x/8"), 1, 1));
    }

    @Test
    void rejectsShapesOfZeroOrLess() {
        assertThatThrownBy(() -> Draws.gamma(new SplitMix64(1), 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("above 0");
    }
}
