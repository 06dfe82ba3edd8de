package org.wsol.maps.chain;

import java.util.List;
import org.wsol.core.InvalidInputException;
import org.wsol.core.component.Suggestion;
import org.wsol.eval.map.MapPreparation;
import org.wsol.maps.chain.MapChain.OwnChain;
import org.wsol.maps.chain.MapChain.PytorchGradCamChain;
import org.wsol.maps.chain.MapChain.TorchCamChain;

/** Chains by name. */
public final class MapChains {
    /** This project's chain. */
    public static final String OWN = "wsol";
    /** pytorch-grad-cam's. */
    public static final String PYTORCH_GRAD_CAM = "pytorch-grad-cam";
    /** torch-cam's. */
    public static final String TORCH_CAM = "torch-cam";

    private static final List<String> NAMES = List.of(OWN, PYTORCH_GRAD_CAM, TORCH_CAM);

    private MapChains() {}

    /** All names. */
    public static List<String> names() {
        return NAMES;
    }

    /**
     * A chain.
     *
     * @param name {@code wsol}, {@code pytorch-grad-cam} or {@code torch-cam}
     * @param variant the method of the maps: torch-cam treats {@code cam} and {@code layercam} differently
     * @param preparation size, interpolation and normaliser of this project's chain
     * @throws InvalidInputException if there is no such chain
     */
    public static MapChain named(String name, String variant, MapPreparation preparation) {
        return switch (name) {
            case OWN -> new OwnChain(preparation);
            case PYTORCH_GRAD_CAM -> new PytorchGradCamChain(Fusion.MEAN);
            case TORCH_CAM ->
                new TorchCamChain(
                        !variant.equals("cam"), variant.equals("layercam") ? Fusion.TANH_MAXIMUM : Fusion.MAXIMUM);
            default ->
                throw new InvalidInputException("unknown chain '" + name + "'" + Suggestion.forName(name, NAMES)
                        + "; known: " + String.join(", ", NAMES));
        };
    }
}
