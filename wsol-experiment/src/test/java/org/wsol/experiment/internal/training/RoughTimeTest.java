package org.wsol.experiment.internal.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wsol.backbones.BackboneSummary;
import org.wsol.config.ConfigLoader;
import org.wsol.config.override.KeyChange;
import org.wsol.core.ImageSize;
import org.wsol.core.progress.Progress;
import org.wsol.experiment.internal.training.ExperimentExecutor.ExperimentData;
import org.wsol.experiment.schema.ExperimentConfig;
import org.wsol.pipeline.recipe.InstalledComponents;

class RoughTimeTest {
    private static final double GIGAFLOPS = 10;

    @TempDir
    private Path folder;

    @Test
    void trainingCountsThreePassesPerImageAndEpoch() throws IOException {
        double perImage = 3 * 2 * multiplyAdds() / (GIGAFLOPS * 1e9 * 0.7);
        Duration longer = time("train.epochs=50 epochs").minus(time("train.epochs=10 epochs"));
        assertThat(longer.toMillis() / 1e3).isCloseTo(40 * 96 * perImage, within(0.01));
    }

    @Test
    void countsEveryUseOfTheValidationSplit() throws IOException {
        double perImage = 2 * multiplyAdds() / (GIGAFLOPS * 1e9 * 0.7) + 0.02;
        Duration watching = time("evaluation.every=2 epochs").minus(time());
        assertThat(watching.toMillis() / 1e3).isCloseTo(10 * 24 * perImage, within(0.01));
        assertThat(time("train.checkpoint.saveBest={metric: top1}").minus(time()))
                .as("once per epoch")
                .isGreaterThan(watching);
    }

    @Test
    void countsTheLargerImagesOfTheEvaluation() throws IOException {
        double perImage = 2 * (multiplyAdds(128) - multiplyAdds(64)) / (GIGAFLOPS * 1e9 * 0.7);
        Duration larger = time("data.evaluationSize=128").minus(time());
        assertThat(larger.toMillis() / 1e3).isCloseTo((12 + 24) * perImage, within(0.01));
    }

    @Test
    void countsTheBranchesOfAMethodFromTheStepsThatHaveThem() throws IOException {
        Duration plain = time();
        assertThat(time("method.name=bas")).as("two further branches").isGreaterThan(plain.multipliedBy(2));
        String[] weights = {"method.name=bridging-gap", "method.consistency.weight=1"};
        Duration whole = time(weights[0], weights[1], "method.consistency.start=0");
        Duration half = time(weights[0], weights[1], "method.consistency.start=50%");
        assertThat(whole).isGreaterThan(half);
        assertThat(half).isGreaterThan(plain);
    }

    private static double multiplyAdds() {
        return multiplyAdds(64);
    }

    private static double multiplyAdds(int side) {
        return BackboneSummary.of("small_cnn", Map.of(), ImageSize.square(side), 3)
                .multiplyAdds();
    }

    private Duration time(String... overrides) throws IOException {
        Path file = Files.writeString(folder.resolve("exp.yaml"), """
                name: time
                data: {layout: demo, folder: '%s', classes: 3, size: 64, train: 96, val: 24, test: 12, imageSize: 64,
                  resizeSize: 64}
                model: {backbone: small_cnn}
                method: {name: cam}
                train: {batch: 16, epochs: 20 epochs}
                """.formatted(folder));
        ExperimentConfig config = new ConfigLoader<>(ExperimentConfig.class, InstalledComponents.catalog(), Map.of())
                .load(file, List.of(overrides).stream().map(KeyChange::parse).toList())
                .value();
        return new RoughTime(GIGAFLOPS)
                .of(
                        config,
                        ExperimentData.sized(
                                config, ExperimentData.lists(config.data().layout(), Progress.NONE)));
    }
}
