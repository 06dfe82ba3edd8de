package org.wsol.experiment.engine;

import java.util.List;
import java.util.stream.Collectors;
import org.wsol.core.InvalidInputException;
import org.wsol.core.component.Plugins;

/** Finds the engine for an address. */
public final class Engines {
    private Engines() {}

    /**
     * Opens the engine for an address.
     *
     * @throws InvalidInputException if no engine on the class path accepts it, or it cannot be reached
     */
    public static Engine open(EngineSettings settings) {
        List<EngineProvider> all = Plugins.load(EngineProvider.class);
        return all.stream()
                .filter(provider -> provider.accepts(settings.address()))
                .findFirst()
                .orElseThrow(() -> unknown(settings.address(), all))
                .open(settings);
    }

    private static InvalidInputException unknown(String address, List<EngineProvider> all) {
        return new InvalidInputException("no engine accepts the address '" + address + "'; "
                + (all.isEmpty()
                        ? "there is none on the class path: put wsol-spark's jar and Spark's there (docs/scale.md)"
                        : "known: "
                                + all.stream()
                                        .map(provider -> provider.name() + " (" + provider.addresses() + ")")
                                        .collect(Collectors.joining("; "))));
    }
}
