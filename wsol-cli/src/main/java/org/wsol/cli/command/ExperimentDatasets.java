package org.wsol.cli.command;

import java.nio.file.Path;
import java.util.List;
import org.wsol.cli.config.schema.Selection;
import org.wsol.cli.terminal.TerminalProgress;
import org.wsol.core.data.Dataset;
import org.wsol.data.DatasetProvider;

/** Opens the data set that an experiment file, or the {@code config.yaml} of a run, names in its section {@code data}. */
final class ExperimentDatasets implements DatasetFiles {

    @Override
    public Dataset open(Path file) {
        Selection layout = ExperimentArguments.loader()
                .load(file, List.of())
                .value()
                .data()
                .layout();
        return open((DatasetProvider<?>) layout.component(), layout.options());
    }

    private static <O extends Record> Dataset open(DatasetProvider<O> provider, Record options) {
        return provider.open(provider.optionsType().cast(options), TerminalProgress.create());
    }
}
