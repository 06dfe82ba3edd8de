package org.wsol.engine.weights;

import java.nio.file.Path;
import java.util.List;

/** The files of {@code torch.save}: torchvision's published files, checkpoints of the reference evaluation and others. */
public final class PyTorchFormat implements WeightFormat {

    @Override
    public List<String> extensions() {
        return List.of(".pth", ".pt", ".pth.tar", ".ckpt", ".bin");
    }

    @Override
    public WeightFile open(Path path, String backbone) {
        return PyTorchFile.open(path);
    }
}
