package org.wsol.engine.weights;

import java.nio.file.Path;
import java.util.List;

/** Opens weight files of one format; found with {@link java.util.ServiceLoader}. */
public interface WeightFormat {

    /** File name extensions, lower case with a dot: {@code .safetensors}. */
    List<String> extensions();

    /**
     * Opens a file.
     *
     * @param path the file
     * @param backbone the network that will use the weights, for formats whose names depend on the network
     * @throws org.wsol.core.InvalidInputException if the file cannot be read, or not for this network
     */
    WeightFile open(Path path, String backbone);
}
