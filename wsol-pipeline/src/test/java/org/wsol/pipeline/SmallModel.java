package org.wsol.pipeline;

import java.nio.file.Path;
import java.util.Map;
import org.wsol.core.data.Dataset;
import org.wsol.core.data.SplitName;
import org.wsol.pipeline.recipe.Recipe;
import org.wsol.pipeline.recipe.RecipeBuilder;

/** A recipe and a data set that are trained in seconds. */
final class SmallModel {
    private SmallModel() {}

    static RecipeBuilder recipe() {
        return Recipe.builder()
                .backbone("small_cnn", Map.of("featureMap", 28))
                .method("bridging-gap", Map.of("similarity", Map.of("weight", 1, "start", "1 epochs")))
                .epochs(3)
                .batch(4)
                .learningRate(0.02)
                .set("data.imageSize", 32)
                .set("data.resizeSize", 40)
                .set("evaluation.interval", 0.01)
                .seed(1);
    }

    static Dataset data(Path folder) {
        return Datasets.open(
                "demo", Map.of("folder", folder, "classes", 2, "size", 32, "train", 30, "val", 8, "test", 8));
    }

    static Path image(Dataset data, int index) {
        return data.split(SplitName.TEST).orElseThrow().imagePath(index);
    }
}
