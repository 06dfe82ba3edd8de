package org.wsol.data;

import org.wsol.core.component.Component;
import org.wsol.core.data.Dataset;
import org.wsol.core.progress.Progress;

/**
 * Opens the data sets of one layout. Found by its YAML name; to add a layout, implement this interface and add a line
 * to {@code META-INF/services/org.wsol.data.DatasetProvider}.
 *
 * @param <O> the record of its options
 */
public interface DatasetProvider<O extends Record> extends Component<O> {

    /**
     * Reads the lists and annotations; images are not decoded.
     *
     * @param progress receives the progress of long work such as reading many small files
     * @throws org.wsol.core.InvalidInputException if a folder given in the options is missing or has another layout
     * @throws org.wsol.core.DataException if a list is missing or malformed; the message names file and line
     */
    Dataset open(O options, Progress progress);
}
