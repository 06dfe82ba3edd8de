package org.wsol.experiment.internal.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LossJumpsTest {
    private static final Set<String> ONE = Set.of("loss_cross_entropy");
    private static final Set<String> TWO = Set.of("loss_cross_entropy", "loss_similarity");
    private final LossJumps jumps = new LossJumps();

    /** The epochs, from 0, reported to the user. */
    private List<Integer> jumpsOf(Set<String> terms, double... totals) {
        List<Integer> found = new ArrayList<>();
        for (int epoch = 0; epoch < totals.length; epoch++) {
            if (jumps.next(totals[epoch], terms).isPresent()) {
                found.add(epoch);
            }
        }
        return found;
    }

    @Test
    void reportsAJumpOnceWithBothNumbersAndRemedies() {
        assertThat(jumpsOf(ONE, 1.8, 1.2, 0.8, 0.6, 0.5)).isEmpty();
        assertThat(jumps.next(2.4, ONE))
                .get()
                .asString()
                .contains("jumped from 0.500 to 2.400", "train.clipNorm", "train.lr");
        assertThat(jumpsOf(ONE, 2.4, 2.3, 2.3)).isEmpty();
    }

    @Test
    void ignoresTheEpochInWhichALossTermStarts() {
        assertThat(jumpsOf(ONE, 1.8, 1.2, 0.8, 0.6)).isEmpty();
        assertThat(jumpsOf(TWO, 1.5, 2.6, 2.5, 2.4, 2.35))
                .as("it started within the first")
                .isEmpty();
        assertThat(jumpsOf(TWO, 4)).containsExactly(0);
    }

    @Test
    void ignoresNoisyLosses() {
        assertThat(jumpsOf(ONE, 1.8, 1.2, 1.7, 1.3, 1.6, 1.0, 1.5, 1.2, 1.9)).isEmpty();
        assertThat(jumpsOf(ONE, 0.02, 0.01, 0.03, 0.02, 0.2))
                .as("small numbers")
                .isEmpty();
    }

    @Test
    void reportsJumpsOfNegativeLosses() {
        assertThat(jumpsOf(TWO, -0.1, -0.3, -0.4, -0.45, -0.48, 0.7)).containsExactly(5);
    }
}
