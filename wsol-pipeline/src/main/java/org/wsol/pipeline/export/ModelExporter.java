package org.wsol.pipeline.export;

import java.nio.file.Path;

/** Writes trained models in one format; found by {@link #format} with {@link java.util.ServiceLoader}. */
public interface ModelExporter {

    /** The name on the command line, lower case: {@code dl4j}. */
    String format();

    /** One sentence about what is written. */
    String summary();

    /** The usual end of file names, with a dot: {@code .zip}. */
    String extension();

    /**
     * Writes a model.
     *
     * @param file replaced where it already exists; its folder exists
     * @throws org.wsol.core.InvalidInputException if the format has no way to say what the model does, naming all of it
     */
    void write(ModelContents model, Path file);
}
