package org.wsol.experiment.internal.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wsol.core.data.Dataset;
import org.wsol.engine.weights.SafeTensors;
import org.wsol.engine.weights.WeightFile.TensorInfo;
import org.wsol.experiment.internal.runfolder.RunFolder;
import org.wsol.pipeline.Datasets;
import org.wsol.pipeline.LocalizationTrainer;
import org.wsol.pipeline.TrainedModel;
import org.wsol.pipeline.TrainingListener;
import org.wsol.pipeline.recipe.Recipe;

/** A run started from YAML and the same recipe trained from Java give bit-identical parameters. */
class RecipeRunTest {
    @TempDir
    private Path folder;

    @Test
    void javaAndYamlRecipesTrainTheSameParameters() throws Exception {
        RealRun run = RealRun.write(folder, "yaml");
        assertThat(run.finish()).as(run.printed()).isZero();
        Path trained = run.run().path();
        Recipe recipe = Recipe.builder()
                .seed(1)
                .backbone("small_cnn")
                .method(
                        "bridging-gap",
                        Map.of(
                                "similarity",
                                Map.of("weight", 1, "foreground", 0.4, "background", 0.2, "start", "1 epochs"),
                                "norm",
                                Map.of("weight", 0.5, "start", "1 epochs"),
                                "consistency",
                                Map.of("weight", 1),
                                "dropout",
                                Map.of("threshold", 0.8, "probability", 0.25)))
                .epochs(6)
                .batch(4)
                .learningRate(0.02)
                .set("data", Map.of("imageSize", 32, "resizeSize", 40))
                .set("train.checkpoint", Map.of("every", "3 steps", "saveBest", Map.of("metric", "top1")))
                .set("evaluation", Map.of("interval", 0.01, "bootstrap", 0, "every", "5 steps"))
                .build();
        assertThat(Recipe.read(trained.resolve("recipe.yaml"))).isEqualTo(recipe);
        Dataset data = Datasets.open(
                "demo",
                Map.of("folder", folder.resolve("data"), "classes", 2, "size", 32, "train", 30, "val", 8, "test", 8));
        Path saved = folder.resolve("java");
        try (TrainedModel model = LocalizationTrainer.of(recipe).fit(data, TrainingListener.none())) {
            model.save(saved);
            try (TrainedModel fromRun = TrainedModel.load(trained)) {
                assertThat(fromRun.threshold()).isEqualTo(model.threshold());
            }
        }
        assertSameTensors(
                saved.resolve("weights.safetensors"),
                new RunFolder(trained).checkpoints().resolve("best.safetensors"));
    }

    private static void assertSameTensors(Path java, Path yaml) {
        try (SafeTensors ours = SafeTensors.open(java);
                SafeTensors theirs = SafeTensors.open(yaml)) {
            assertThat(ours.tensors()).isNotEmpty();
            for (TensorInfo info : ours.tensors()) {
                assertThat(ours.read(info.name())).as(info.name()).isEqualTo(theirs.read(info.name()));
            }
        }
    }
}
