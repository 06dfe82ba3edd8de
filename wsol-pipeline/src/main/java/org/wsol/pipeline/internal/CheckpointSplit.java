package org.wsol.pipeline.internal;

import org.wsol.core.InvalidInputException;
import org.wsol.core.data.DataSplit;
import org.wsol.core.data.Dataset;
import org.wsol.core.data.SplitName;
import org.wsol.pipeline.recipe.CheckpointConfig;
import org.wsol.pipeline.recipe.Recipe;

/** The split that is evaluated during training and used to choose the best checkpoint. */
public final class CheckpointSplit {
    private CheckpointSplit() {}

    /** The split named in a recipe, by default the validation split. */
    public static DataSplit of(Recipe recipe, Dataset dataset) {
        return recipe.train()
                .checkpoint()
                .saveBest()
                .map(choice -> of(choice, dataset))
                .orElseGet(() -> ComponentFactory.require(dataset, SplitName.VAL));
    }

    private static DataSplit of(CheckpointConfig.SaveBest choice, Dataset dataset) {
        SplitName name = choice.split().equals(SplitName.TRAIN.id()) ? SplitName.TRAIN : SplitName.VAL;
        return ComponentFactory.require(dataset, name);
    }

    /**
     * Rejects a box metric on a split without boxes.
     *
     * @throws InvalidInputException naming the key and the alternatives
     */
    public static void check(Recipe recipe, Dataset dataset) {
        recipe.train().checkpoint().saveBest().ifPresent(choice -> {
            if (choice.usesBoxes() && countBoxes(of(choice, dataset)) == 0) {
                throw new InvalidInputException("train.checkpoint.saveBest.metric: " + choice.metric()
                        + " needs boxes, and the " + choice.split() + " split of data set " + dataset.name()
                        + " has none; choose by top1 or top5");
            }
        });
    }

    /** The number of ground-truth boxes of a split. */
    public static long countBoxes(DataSplit split) {
        long count = 0;
        for (int i = 0; i < split.size(); i++) {
            count += split.boxes(i).size();
        }
        return count;
    }
}
