package org.wsol.engine.weights;

import java.nio.file.Path;
import java.util.List;

/** Opens weight files of one format; found with {@link java.util.ServiceLoader}. */
public interface WeightFormat {

    /** Ends of file names, lower case with a dot: {@code .safetensors}. */
    List<String> extensions();

    /**
     * Opens a file.
     *
     * @param path the file
     * @param backbone the network that will take the weights, for formats whose names differ from network to network
     * @throws org.wsol.core.InvalidInputException when the file cannot be read, or not for this network
     */
    WeightFile open(Path path, String backbone);
}
