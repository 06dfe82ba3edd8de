package org.wsol.cli.parity;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Four optimizer steps of the whole method: every loss term, the gradient's norm and the features at the end.
 *
 * <p>A step must be within the tolerance of its case as long as float32 determines it. To check this, the training is
 * repeated with parameters perturbed by at most one rounding. From the step at which most repetitions exceed the
 * tolerance, a value must be within a multiple of the largest difference between repetitions ({@code
 * docs/decisions/0016-training-parity.md}).
 */
class TrainingParityTest {
    private static final int REPETITIONS = 5;
    private static final double MULTIPLE = 3;

    @TestFactory
    Stream<DynamicTest> stepsEqualTheReference() {
        return TrainingCase.all().stream().map(found -> DynamicTest.dynamicTest(found.name(), () -> check(found)));
    }

    private static void check(TrainingCase found) {
        TrainingOutcome stored = found.stored();
        try (TrainingTrial trial = new TrainingTrial(found)) {
            TrainingOutcome actual = trial.run();
            List<List<Map<String, Double>>> moved = LongStream.range(0, REPETITIONS)
                    .mapToObj(seed -> trial.runPerturbed(seed).distances(actual))
                    .toList();
            Evidence evidence = new Evidence(stored.tolerances(found.tolerance()), moved);
            List<Map<String, Double>> distances = stored.distances(actual);
            SoftAssertions.assertSoftly(all -> {
                for (int step = 0; step < distances.size(); step++) {
                    hold(all, step, distances.get(step), evidence);
                }
            });
        }
    }

    private static void hold(SoftAssertions all, int step, Map<String, Double> distances, Evidence evidence) {
        distances.forEach((name, distance) -> all.assertThat(distance)
                .as("step %d: %s%s", step, name, evidence.isDetermined(step) ? "" : ", not determined by float32")
                .isLessThanOrEqualTo(evidence.tolerance(step, name)));
    }

    /**
     * The basis of tolerances.
     *
     * @param stated the tolerances stated by the case, of each value of each step
     * @param moved the change of each value in each repetition
     */
    private record Evidence(List<Map<String, Double>> stated, List<List<Map<String, Double>>> moved) {

        double tolerance(int step, String name) {
            double tolerance = stated.get(step).get(name);
            double largest = moved.stream()
                    .mapToDouble(distances -> distances.get(step).get(name))
                    .max()
                    .orElseThrow();
            return isDetermined(step) ? tolerance : Math.max(tolerance, MULTIPLE * largest);
        }

        /** Whether most repetitions are within the stated tolerances up to and including a step. */
        boolean isDetermined(int step) {
            long within = moved.stream()
                    .filter(distances ->
                            IntStream.rangeClosed(0, step).allMatch(i -> isWithin(distances.get(i), stated.get(i))))
                    .count();
            return 2 * within > moved.size();
        }

        private static boolean isWithin(Map<String, Double> distances, Map<String, Double> tolerances) {
            return distances.entrySet().stream().allMatch(value -> value.getValue() <= tolerances.get(value.getKey()));
        }
    }
}
