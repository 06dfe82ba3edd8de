package org.wsol.cli.bench;

import org.wsol.cli.bench.Stopwatch.Work;
import org.wsol.core.data.Dataset;
import org.wsol.pipeline.LocalizationTrainer;
import org.wsol.pipeline.TrainingListener;
import org.wsol.pipeline.recipe.Recipe;

/** One epoch of a recipe over the train split: decoding, augmentation, every optimizer step, and building the graphs. */
public final class EpochWork implements Work {
    private final LocalizationTrainer trainer;
    private final Dataset dataset;

    /** Creates the training of one epoch. */
    public EpochWork(Recipe recipe, Dataset dataset) {
        this.trainer = LocalizationTrainer.of(recipe);
        this.dataset = dataset;
    }

    @Override
    public void run() {
        trainer.fit(dataset, TrainingListener.none()).close();
    }

    @Override
    public void close() {
        // every run closes its own model
    }
}
