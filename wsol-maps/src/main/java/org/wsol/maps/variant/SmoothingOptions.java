package org.wsol.maps.variant;

import org.wsol.core.component.Setting;

/**
 * The options of methods that weight channels.
 *
 * @param eigen whether the first principal component replaces the sum over channels
 */
public record SmoothingOptions(
        @Setting(
                doc =
                        "Whether the first principal component of the weighted channels is used instead of their sum: fewer"
                                + " specks. Its value of largest magnitude is positive.",
                defaultValue = "false")
        boolean eigen) {}
