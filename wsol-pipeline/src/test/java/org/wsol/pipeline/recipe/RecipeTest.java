package org.wsol.pipeline.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wsol.core.InvalidInputException;
import org.wsol.core.component.TrainingSpan;
import org.wsol.pipeline.LocalizationTrainer;

class RecipeTest {
    @TempDir
    private Path folder;

    private static RecipeBuilder full() {
        return Recipe.builder()
                .backbone("mobilenet_v2", Map.of("featureMap", 14, "dropout", 0))
                .pretrained(Path.of("weights ${of}", "file.safetensors"))
                .batchNorm(ModelConfig.BatchNormChoice.FROZEN)
                .method("bridging-gap", Map.of("similarity", Map.of("weight", 2, "start", "3 epochs")))
                .length(TrainingSpan.parse("300 steps"))
                .batch(16)
                .learningRate(1e-4)
                .optimizer("sgd", Map.of("momentum", 0.5))
                .schedule("multistep", Map.of("at", List.of("60%", "85%"), "factor", 0.2))
                .set("train.clipNorm", 20)
                .set("train.checkpoint.saveBest", Map.of("metric", "top1"))
                .set("data.evaluationSize", 320)
                .seed(7);
    }

    @Test
    void recipeSurvivesARoundTrip() {
        Recipe recipe = full().build();
        Path file = folder.resolve("recipe.yaml");
        recipe.write(file);
        assertThat(Recipe.read(file)).isEqualTo(recipe);
    }

    @Test
    void typedSectionsGiveTheSameRecipe() {
        Recipe recipe = full().build();
        Recipe typed = full().training(recipe.train())
                .evaluation(recipe.evaluation())
                .preprocessing(recipe.data())
                .build();
        assertThat(typed).isEqualTo(recipe);
    }

    @Test
    void aSectionKeepsTheKeysItDoesNotName() {
        Recipe recipe = full().set("train", Map.of("lr", 0.1, "optimizer", Map.of("momentum", 0.6)))
                .set("method.similarity", Map.of("weight", 3))
                .set("data", Map.of("flip", 0))
                .set("train.checkpoint.saveBest", Map.of())
                .build();
        Recipe expected = full().learningRate(0.1)
                .set("train.optimizer.momentum", 0.6)
                .set("method.similarity.weight", 3)
                .set("data.flip", 0)
                .build();
        assertThat(recipe).isEqualTo(expected);
        assertThat(recipe.train().batch()).isEqualTo(16);
    }

    @Test
    void selectingAnotherComponentDropsFormerOptions() {
        Recipe recipe = full().backbone("small_cnn").method("cam").build();
        assertThat(recipe.model().backbone().name()).isEqualTo("small_cnn");
        assertThat(recipe.method().selection().name()).isEqualTo("cam");
    }

    @Test
    void reportsEveryProblemAtOnce() {
        RecipeBuilder wrong = Recipe.builder()
                .backbone("mobilnet_v2")
                .method("bridging-gap", Map.of("similarity", Map.of("wieght", 2)))
                .batch(0)
                .set("train.learningRate", 1);
        assertThatThrownBy(wrong::build)
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("unknown backbone 'mobilnet_v2' (did you mean 'mobilenet_v2'?)")
                .hasMessageContaining("method.similarity.wieght: unknown key 'wieght' (did you mean 'weight'?)")
                .hasMessageContaining("train.batch: must be")
                .hasMessageContaining("train.learningRate: unknown key");
    }

    @Test
    void reportsAMissingBackbone() {
        RecipeBuilder wrong = Recipe.builder().method("cam");
        assertThatThrownBy(wrong::build).hasMessageContaining("model.backbone: is missing; use one of");
    }

    @Test
    void reportsWrongLengthsAndOptionsBeforeTheTraining() {
        assertThatThrownBy(() -> Recipe.builder().epochs(-2))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("recipe: train.epochs: must be at least 0, was -2.0");
        Recipe misfit = Recipe.builder()
                .backbone("vgg16", Map.of("featureMap", 13))
                .method("cam")
                .build();
        assertThatThrownBy(() -> LocalizationTrainer.of(misfit))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("featureMap");
    }

    @Test
    void theSameMapInAnotherFormIsAnError() {
        RecipeBuilder twice = Recipe.builder()
                .backbone("small_cnn")
                .method("cam")
                .set("evaluation.maps", List.of("layercam", "layercam:augment=false"));
        assertThatThrownBy(twice::build).hasMessageContaining("'layercam:augment=false' is named twice");
    }

    @Test
    void namesTheModuleOfAnOptionalComponent() {
        RecipeBuilder wrong = Recipe.builder().backbone("dl4j").method("cam");
        assertThatThrownBy(wrong::build).hasMessageContaining("'dl4j' is in the module wsol-dl4j");
    }

    @Test
    void reportsAMissingFile() {
        Path file = folder.resolve("none.yaml");
        assertThatThrownBy(() -> Recipe.read(file)).hasMessage("there is no recipe " + file);
    }
}
