package org.wsol.losses;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;
import org.wsol.core.ImageSize;

class RankTest {

    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"FLOAT", "DOUBLE"})
    void rankIsTheShareOfPositionsWithASmallerNormForAnyScale(DataType type) {
        assertThat(rank(type, 1, 2, 3, 4)).containsExactly(0, 0.25, 0.5, 0.75);
        assertThat(rank(type, 4, 1, 1000, 2)).containsExactly(0.5, 0, 0.75, 0.25);
    }

    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"FLOAT", "DOUBLE"})
    void equalPositionsShareTheLowestRank(DataType type) {
        assertThat(rank(type, 5, 5, 0, 5)).containsExactly(0.25, 0.25, 0, 0.25);
        assertThat(rank(type, 0, 0, 0, 0)).containsExactly(0, 0, 0, 0);
    }

    private static double[] rank(DataType type, double... norms) {
        SameDiff graph = SameDiff.create();
        SDVariable features =
                graph.constant(Nd4j.createFromArray(norms).castTo(type).reshape(1, 1, 2, 2));
        return new AlignmentMaps(features, 1, new ImageSize(2, 2))
                .rank()
                .eval()
                .castTo(DataType.DOUBLE)
                .reshape(-1)
                .toDoubleVector();
    }
}
