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

    /**
     * The data set of a file whose keys are changed, as {@code KEY=VALUE}.
     *
     * @throws org.wsol.core.InvalidInputException when the file describes none
     */
    default Dataset open(Path file, java.util.List<String> changes) {
        if (changes.isEmpty()) {
            return open(file);
        }
        throw new org.wsol.core.InvalidInputException("this kind of file takes no changes: " + changes);
    }
}
