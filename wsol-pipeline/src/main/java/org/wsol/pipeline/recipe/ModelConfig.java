package org.wsol.pipeline.recipe;

import java.nio.file.Path;
import java.util.Optional;
import org.wsol.config.schema.Selection;
import org.wsol.config.schema.Selection.Selector;
import org.wsol.core.component.Setting;
import org.wsol.pipeline.recipe.InstalledComponents.ComponentKinds;

/** The section {@code model}; the backbone adds its own keys, for example {@code featureMap}. */
public record ModelConfig(
        @Selector(kind = ComponentKinds.BACKBONE, key = "backbone")
        @Setting(doc = "The network that turns an image into a feature map, by name.")
        Selection backbone,

        @Setting(
                doc =
                        "A weight file (.safetensors, PyTorch's .pth, Keras's .h5 or .keras) to start from, or imagenet:"
                                + " the published ImageNet weights of the backbone, which plan and run download once; imagenet-v2: torchvision's second version, if it exists. Absent: random weights. The content is part of a run's identity, the path is not.")
        Optional<Path> pretrained,

        @Setting(
                doc = "Whether batch-norm uses and updates the statistics of the batch, or keeps those of the weight"
                        + " file.",
                defaultValue = "training")
        BatchNormChoice batchNorm) {

    /** How batch-norm behaves in training. */
    public enum BatchNormChoice {
        /** Batch statistics, running statistics updated. */
        TRAINING,
        /** Running statistics as loaded, never updated. */
        FROZEN
    }
}
