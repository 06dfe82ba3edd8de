package org.wsol.cli.command;

import java.nio.file.Path;
import org.wsol.core.data.Dataset;

/** Opens the data set that a file describes. */
public interface DatasetFiles {

    /**
     * The data set.
     *
     * @throws org.wsol.core.InvalidInputException when the file describes none
     */
    Dataset open(Path file);
}
