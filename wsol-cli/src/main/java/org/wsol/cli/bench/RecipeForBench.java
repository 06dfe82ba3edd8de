package org.wsol.cli.bench;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.wsol.pipeline.recipe.PrecisionChoice;
import org.wsol.pipeline.recipe.Recipe;

/** The recipe that is measured: one epoch without validation, all terms of the method active from the first step. */
public final class RecipeForBench {
    /** The method that is measured unless another one is requested. */
    public static final String METHOD = "bridging-gap";

    static final long SEED = 3;
    private static final Map<String, Object> METHOD_OPTIONS = Map.of(
            "similarity", Map.of("weight", 0.5, "foreground", 0.6, "background", 0.1, "start", 0),
            "norm", Map.of("weight", 0.15, "start", 0),
            "consistency", Map.of("weight", 3, "start", 0),
            "dropout", Map.of("threshold", 0.8, "probability", 0.5));
    private static final double RESIZED = 256.0 / 224;

    private RecipeForBench() {}

    /**
     * The recipe.
     *
     * @param method the name of a method; one other than {@link #METHOD} has its default options
     * @param backbone the name of a backbone
     * @param options its options as in YAML
     * @param imageSize side of the images in pixels; before cropping they are larger by a factor of 256 / 224
     * @param batch images per step
     * @param precision of training and of evaluation
     * @throws org.wsol.core.InvalidInputException if there is no such method, backbone or option
     */
    public static Recipe of(
            String method,
            String backbone,
            Map<String, String> options,
            int imageSize,
            int batch,
            PrecisionChoice precision) {
        String type = precision.name().toLowerCase(Locale.ROOT);
        return Recipe.builder()
                .backbone(backbone, options)
                .method(method, method.equals(METHOD) ? METHOD_OPTIONS : Map.of())
                .set("data", Map.of("imageSize", imageSize, "resizeSize", Math.round(imageSize * RESIZED)))
                .set(
                        "train",
                        Map.of(
                                "lr",
                                1e-4,
                                "headLrRatio",
                                10,
                                "schedule",
                                Map.of("name", "constant"),
                                "precision",
                                type))
                .set("evaluation", Map.of("protocol", List.of("oracle"), "precision", type))
                .epochs(1)
                .batch(batch)
                .seed(SEED)
                .build();
    }
}
