package org.wsol.pipeline.recipe;

import org.wsol.core.component.Setting;
import org.wsol.data.batch.Preprocessing;

/**
 * The settings of a recipe that are needed for inference. The keys are those of the recipe. Immutable.
 *
 * @param data how image files become tensors
 * @param model the network
 * @param evaluation how score maps become boxes and numbers
 */
public record UseSettings(
        @Setting(doc = "How images become tensors.") Preprocessing data,
        @Setting(doc = "The network.") ModelConfig model,

        @Setting(doc = "How score maps become boxes and numbers.")
        EvaluationConfig evaluation) {

    /** The settings of a recipe. */
    public static UseSettings of(Recipe recipe) {
        return new UseSettings(recipe.data(), recipe.model(), recipe.evaluation());
    }
}
