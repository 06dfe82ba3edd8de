package org.wsol.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.wsol.core.component.TrainingSpan;

/** Epoch and step schedules. Expected factors were computed with PyTorch 1.13's {@code torch.optim.lr_scheduler}. */
class SchedulesTest {
    private static final RunLength EPOCHS = new RunLength(10, 4, 90);

    @Test
    void multistepEqualsMultiStepLr() {
        Schedule schedule = new Schedules.MultistepProvider()
                .create(new Schedules.MultistepProvider.Options(
                        List.of(TrainingSpan.parse("2 epochs"), TrainingSpan.parse("4 epochs")), 0.2));
        assertThat(firstStepsOfEpochs(schedule, 6))
                .containsExactly(new double[] {1, 1, 0.2, 0.2, 0.04, 0.04}, within(1e-9));
        assertThat(schedule.factor(19, EPOCHS)).isEqualTo(1);
    }

    @Test
    void multistepCountsStepsAndPercentAsWell() {
        Schedule schedule = new Schedules.MultistepProvider()
                .create(new Schedules.MultistepProvider.Options(
                        List.of(TrainingSpan.parse("7 steps"), TrainingSpan.parse("50%")), 0.5));
        assertThat(new double[] {
                    schedule.factor(6, EPOCHS),
                    schedule.factor(7, EPOCHS),
                    schedule.factor(44, EPOCHS),
                    schedule.factor(45, EPOCHS)
                })
                .containsExactly(1, 0.5, 0.5, 0.25);
    }

    @Test
    void stepEqualsStepLr() {
        Schedule schedule = new Schedules.StepProvider()
                .create(new Schedules.StepProvider.Options(TrainingSpan.parse("3 epochs"), 0.1));
        assertThat(firstStepsOfEpochs(schedule, 7))
                .containsExactly(new double[] {1, 1, 1, 0.1, 0.1, 0.1, 0.01}, within(1e-9));
    }

    @Test
    void cosineEqualsCosineAnnealingLr() {
        RunLength eight = new RunLength(1, 4, 8);
        assertThat(factors(new Schedules.CosineProvider().create(new Schedules.CosineProvider.Options(0)), eight))
                .containsExactly(
                        new double[] {
                            1, 0.961939766, 0.853553391, 0.691341716, 0.5, 0.308658284, 0.146446609, 0.038060234, 0
                        },
                        within(1e-8));
        assertThat(factors(new Schedules.CosineProvider().create(new Schedules.CosineProvider.Options(0.1)), eight))
                .containsExactly(
                        new double[] {
                            1, 0.96574579, 0.868198052, 0.722207545, 0.55, 0.377792455, 0.231801948, 0.13425421, 0.1
                        },
                        within(1e-8));
    }

    private static double[] firstStepsOfEpochs(Schedule schedule, int epochs) {
        return LongStream.range(0, epochs)
                .mapToDouble(epoch -> schedule.factor(epoch * EPOCHS.stepsPerEpoch(), EPOCHS))
                .toArray();
    }

    private static double[] factors(Schedule schedule, RunLength length) {
        return LongStream.rangeClosed(0, length.totalSteps())
                .mapToDouble(step -> schedule.factor(step, length))
                .toArray();
    }
}
