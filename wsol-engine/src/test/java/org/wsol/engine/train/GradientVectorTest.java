package org.wsol.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Expected values were computed with PyTorch 1.13's {@code torch.nn.utils.clip_grad_norm_}. */
class GradientVectorTest {
    private static final double ROUNDING = 2e-7;
    private static final double NORM = 85.03822326660156;

    private final INDArray first = Nd4j.createFromArray(3f, -4f, 12f);
    private final INDArray second = Nd4j.createFromArray(new float[][] {{0.5f, -1.5f}, {2, 84}});
    private final GradientVector vector = new GradientVector(Map.of("b", second, "a", first));

    @Test
    void normIsTheGlobalNormOfAllGradients() {
        assertThat(vector.norm()).isCloseTo(NORM, within(NORM * ROUNDING));
    }

    @Test
    void clipsALongGradientToTheLimit() {
        vector.clip(vector.norm(), 10);
        assertThat(first.toDoubleVector())
                .containsExactly(
                        new double[] {0.35278254747390747, -0.47037672996520996, 1.4111301898956299}, within(ROUNDING));
        assertThat(second.getDouble(1, 1)).isCloseTo(9.877911567687988, within(10 * ROUNDING));
        assertThat(vector.norm()).isCloseTo(10, within(1e-5));
    }

    @Test
    void doesNotChangeAShortGradient() {
        vector.clip(vector.norm(), 1000);
        assertThat(first.toFloatVector()).containsExactly(3, -4, 12);
        assertThat(second.getFloat(1, 1)).isEqualTo(84);
    }

    @Test
    void readsGradientsInAnotherElementOrder() {
        INDArray columns = second.dup('f');
        assertThat(new GradientVector(Map.of("a", first, "b", columns)).norm()).isEqualTo(vector.norm());
    }

    @Test
    void zeroGradientStaysZero() {
        INDArray zeros = Nd4j.zeros(4);
        GradientVector none = new GradientVector(Map.of("a", zeros));
        none.clip(none.norm(), 1);
        assertThat(zeros.sumNumber().doubleValue()).isZero();
    }
}
