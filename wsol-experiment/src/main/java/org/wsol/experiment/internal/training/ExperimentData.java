package org.wsol.experiment.internal.training;

import org.wsol.config.schema.Selection;
import org.wsol.core.data.Dataset;
import org.wsol.core.progress.Progress;
import org.wsol.data.DatasetProvider;
import org.wsol.data.split.SizedSplit;
import org.wsol.experiment.schema.ExperimentConfig;

/** Opens the data set an experiment names. */
final class ExperimentData {
    private ExperimentData() {}

    /** The images as the layout lists them; sizes only where the lists state them. */
    static Dataset lists(Selection layout, Progress progress) {
        return open(layout.<DatasetProvider<?>>as(DatasetProvider.class), layout, progress);
    }

    /** The same images with a size each, as the run's decoder sees them. */
    static Dataset sized(ExperimentConfig config, Dataset lists) {
        return SizedSplit.in(lists, config.data().preprocessing().reading().decoder());
    }

    private static <O extends Record> Dataset open(DatasetProvider<O> provider, Selection chosen, Progress progress) {
        return provider.open(chosen.options(provider.optionsType()), progress);
    }
}
