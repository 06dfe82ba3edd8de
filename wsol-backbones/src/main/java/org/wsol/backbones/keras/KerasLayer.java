package org.wsol.backbones.keras;

import java.util.List;
import java.util.Optional;

/**
 * Which layers of a Keras file a layer here takes its parameters from.
 *
 * @param layer the convolution or linear layer's name here
 * @param norm the name here of the batch normalisation behind it
 * @param kerasLayers the convolution's names in published files, best first
 * @param kerasNorm the normalisation's name in published files
 */
record KerasLayer(String layer, Optional<String> norm, List<String> kerasLayers, Optional<String> kerasNorm) {

    static KerasLayer plain(String layer, String... kerasLayers) {
        return new KerasLayer(layer, Optional.empty(), List.of(kerasLayers), Optional.empty());
    }

    /** Whether a layer of that name convolves each channel alone; Keras 3 calls such kernels like all others. */
    static boolean isDepthwise(String kerasLayer) {
        return kerasLayer.startsWith("conv_dw_") || kerasLayer.endsWith("_depthwise");
    }

    static KerasLayer normalized(String layer, String norm, String kerasLayer, String kerasNorm) {
        return new KerasLayer(layer, Optional.of(norm), List.of(kerasLayer), Optional.of(kerasNorm));
    }
}
