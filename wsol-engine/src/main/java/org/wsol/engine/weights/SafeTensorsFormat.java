package org.wsol.engine.weights;

import java.nio.file.Path;
import java.util.List;

/** The {@code .safetensors} format with torchvision's names. */
public final class SafeTensorsFormat implements WeightFormat {

    @Override
    public List<String> extensions() {
        return List.of(".safetensors");
    }

    @Override
    public WeightFile open(Path path, String backbone) {
        return SafeTensors.open(path);
    }
}
