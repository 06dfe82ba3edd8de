package org.wsol.cli.command;

import java.nio.file.Path;
import java.util.List;
import org.wsol.cli.terminal.TerminalProgress;
import org.wsol.core.data.Dataset;

/** Opens the data set that an experiment file, or the {@code config.yaml} of a run, names in its section {@code data}. */
final class ExperimentDatasets implements DatasetFiles {

    @Override
    public Dataset open(Path file) {
        return DatasetArgument.open(file, TerminalProgress.create()).sized();
    }

    @Override
    public Dataset open(Path file, List<String> changes) {
        return DatasetArgument.open(file, changes, TerminalProgress.create()).sized();
    }
}
