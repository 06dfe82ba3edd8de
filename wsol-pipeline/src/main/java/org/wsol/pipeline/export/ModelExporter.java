package org.wsol.pipeline.export;

import java.nio.file.Path;
import java.util.List;

/** Writes trained models in one format; found by {@link #format} with {@link java.util.ServiceLoader}. */
public interface ModelExporter {

    /** The name on the command line, lower case: {@code dl4j}. */
    String format();

    /** A one-sentence description of the output. */
    String summary();

    /** The usual file name extension, with a dot: {@code .zip}. */
    String extension();

    /**
     * Writes a model.
     *
     * @param file replaced if it exists; its folder must exist
     * @throws org.wsol.core.InvalidInputException if the format cannot represent the model; the message names
     *     everything unsupported
     */
    void write(ModelContents model, Path file);

    /** Further files that {@link #write} creates or replaces. */
    default List<Path> besides(Path file) {
        return List.of();
    }
}
