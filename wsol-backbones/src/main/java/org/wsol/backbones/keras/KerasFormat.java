package org.wsol.backbones.keras;

import java.nio.file.Path;
import java.util.List;
import org.wsol.core.InvalidInputException;
import org.wsol.engine.weights.WeightFile;
import org.wsol.engine.weights.WeightFormat;

/**
 * The {@code .h5} files that Keras publishes for VGG16, ResNet-50, InceptionV3, MobileNet and MobileNetV2, and models of
 * these networks saved as {@code .keras}.
 */
public final class KerasFormat implements WeightFormat {

    @Override
    public List<String> extensions() {
        return List.of(".h5", ".hdf5", ".keras");
    }

    @Override
    public WeightFile open(Path path, String backbone) {
        KerasNetwork network = KerasNetwork.of(backbone)
                .orElseThrow(() -> new InvalidInputException("weight file " + path
                        + ": no published Keras weights are known for backbone " + backbone
                        + ". Use a .safetensors file with torchvision's names."));
        return KerasWeights.open(path, network);
    }
}
