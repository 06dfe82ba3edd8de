package org.wsol.pipeline;

import org.wsol.core.InvalidInputException;
import org.wsol.maps.chain.MapChains;

/**
 * Options of an explanation. Immutable.
 *
 * @param localization the classes and the threshold of boxes
 * @param chain the post-processing of raw maps: {@code wsol}, {@code pytorch-grad-cam} or {@code torch-cam}
 * @param faithfulness whether each map's faithfulness is measured, at the cost of about 70 passes through the network
 */
public record ExplanationOptions(LocalizationOptions localization, String chain, boolean faithfulness) {

    /** Rejects unknown chains. */
    public ExplanationOptions {
        if (!MapChains.names().contains(chain)) {
            throw new InvalidInputException(
                    "unknown chain '" + chain + "'; known: " + String.join(", ", MapChains.names()));
        }
    }

    /** The most likely class, this project's chain, no faithfulness. */
    public static ExplanationOptions standard() {
        return new ExplanationOptions(LocalizationOptions.standard(), MapChains.OWN, false);
    }

    /** Other classes or another threshold. */
    public ExplanationOptions with(LocalizationOptions other) {
        return new ExplanationOptions(other, chain, faithfulness);
    }

    /** Another chain. */
    public ExplanationOptions withChain(String name) {
        return new ExplanationOptions(localization, name, faithfulness);
    }

    /** The same options with faithfulness measured. */
    public ExplanationOptions withFaithfulness() {
        return new ExplanationOptions(localization, chain, true);
    }
}
