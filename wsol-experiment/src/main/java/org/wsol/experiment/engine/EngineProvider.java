package org.wsol.experiment.engine;

/** Opens an engine; found with {@link java.util.ServiceLoader}. */
public interface EngineProvider {

    /** Its display name: {@code Apache Spark}. */
    String name();

    /**
     * The form of accepted addresses, for messages: {@code local-cluster[WORKERS,CORES,MEGABYTES], spark://HOST:PORT}.
     */
    String addresses();

    /** Whether it accepts an address. */
    boolean accepts(String address);

    /**
     * Connects.
     *
     * @throws org.wsol.core.InvalidInputException if the address or a setting is invalid, or the address cannot be
     *     reached
     */
    Engine open(EngineSettings settings);
}
