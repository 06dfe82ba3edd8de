package org.wsol.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wsol.core.InvalidInputException;
import org.wsol.core.data.Dataset;
import org.wsol.engine.plan.Precision;
import org.wsol.engine.train.StepListener.StepResult;
import org.wsol.engine.train.StepListener.TrainingSpeed;
import org.wsol.pipeline.recipe.PrecisionChoice;

class PrecisionTest {
    private static final int COMPARED_STEPS = 4;

    @TempDir
    private Path folder;

    @Test
    void bfloat16TrainingAndLocalizationEqualFloat32UpToRounding() {
        assumeTrue(
                Precision.BFLOAT16.obstacle().isEmpty(),
                () -> Precision.BFLOAT16.obstacle().orElse(""));
        Dataset data = SmallModel.data(folder.resolve("data"));
        List<Double> exact = losses("float32", data);
        List<Double> rounded = losses("bfloat16", data);
        assertThat(rounded).hasSameSizeAs(exact).isNotEqualTo(exact);
        // Large steps amplify rounding differences.
        for (int step = 0; step < COMPARED_STEPS; step++) {
            assertThat(rounded.get(step)).as("loss of step %d", step).isCloseTo(exact.get(step), withinPercentage(1));
        }
    }

    @Test
    void rejectsBfloat16OnUnsupportedProcessors() {
        assertThat(PrecisionChoice.FLOAT32.onThisMachine("train.precision")).isEqualTo(Precision.FLOAT32);
        Optional<String> obstacle = Precision.BFLOAT16.obstacle();
        Precision automatic = obstacle.isEmpty() ? Precision.BFLOAT16 : Precision.FLOAT32;
        assertThat(PrecisionChoice.AUTO.onThisMachine("train.precision")).isEqualTo(automatic);
        if (obstacle.isPresent()) {
            assertThatThrownBy(() -> PrecisionChoice.BFLOAT16.onThisMachine("train.precision"))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContainingAll("train.precision is bfloat16", "use float32");
        }
    }

    private static List<Double> losses(String precision, Dataset data) {
        List<Double> losses = new ArrayList<>();
        TrainingListener listener = new TrainingListener() {
            @Override
            public void stepDone(int epoch, long steps, StepResult result, TrainingSpeed speed) {
                losses.add(result.total());
            }
        };
        try (TrainedModel model = LocalizationTrainer.of(SmallModel.recipe()
                        .set("train.precision", precision)
                        .set("evaluation.precision", precision)
                        .build())
                .fit(data, listener)) {
            assertThat(model.training().orElseThrow().steps()).isEqualTo(losses.size());
        }
        return losses;
    }
}
