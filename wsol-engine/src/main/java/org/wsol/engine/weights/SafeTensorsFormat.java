package org.wsol.engine.weights;

import java.nio.file.Path;
import java.util.List;

/** The {@code .safetensors} format with torchvision's names; a checksum in it is compared at opening. */
public final class SafeTensorsFormat implements WeightFormat {

    @Override
    public List<String> extensions() {
        return List.of(".safetensors");
    }

    @Override
    public WeightFile open(Path path, String backbone) {
        SafeTensors file = SafeTensors.open(path);
        try {
            file.verify();
            return file;
        } catch (RuntimeException e) {
            file.close();
            throw e;
        }
    }
}
