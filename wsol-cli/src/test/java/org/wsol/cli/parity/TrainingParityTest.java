package org.wsol.cli.parity;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Four optimizer steps of the whole method: every loss term, the gradient's norm and the features at the end.
 *
 * <p>A value must be within the tolerance of its case, or within a multiple of the change caused by perturbing the
 * parameters by one rounding ({@code docs/decisions/0016-training-parity.md}).
 */
class TrainingParityTest {
    private static final int REPETITIONS = 8;
    private static final double MULTIPLE = 3;

    @TestFactory
    Stream<DynamicTest> stepsEqualTheReference() {
        return TrainingCase.all().stream().map(found -> DynamicTest.dynamicTest(found.name(), () -> check(found)));
    }

    private static void check(TrainingCase found) {
        TrainingOutcome stored = found.stored();
        try (TrainingTrial trial = new TrainingTrial(found)) {
            TrainingOutcome actual = trial.run();
            Evidence evidence = new Evidence(stored.tolerances(found.tolerance()), new ArrayList<>());
            List<Map<String, Double>> distances = stored.distances(actual);
            for (int i = 0; i < REPETITIONS && !evidence.allows(distances); i++) {
                evidence.moved().add(trial.runPerturbed(i).distances(actual));
            }
            SoftAssertions.assertSoftly(all -> IntStream.range(0, distances.size())
                    .forEach(step -> distances.get(step).forEach((name, distance) -> all.assertThat(distance)
                            .as("step %d: %s", step, name)
                            .isLessThanOrEqualTo(evidence.tolerance(step, name)))));
        }
    }

    /**
     * The basis of tolerances.
     *
     * @param stated the tolerances stated by the case, of each value of each step
     * @param moved the change of each value in each repetition so far; further ones can only widen the tolerances
     */
    private record Evidence(List<Map<String, Double>> stated, List<List<Map<String, Double>>> moved) {

        double tolerance(int step, String name) {
            double largest = moved.stream()
                    .mapToDouble(changes -> changes.get(step).get(name))
                    .max()
                    .orElse(0);
            return Math.max(stated.get(step).get(name), MULTIPLE * largest);
        }

        boolean allows(List<Map<String, Double>> distances) {
            return IntStream.range(0, distances.size()).allMatch(step -> distances.get(step).entrySet().stream()
                    .allMatch(value -> value.getValue() <= tolerance(step, value.getKey())));
        }
    }
}
