package org.wsol.experiment.engine;

/** Opens an engine; found with {@link java.util.ServiceLoader}. */
public interface EngineProvider {

    /** Its name for people: {@code Apache Spark}. */
    String name();

    /** The addresses it accepts, for people: {@code local-cluster[WORKERS,CORES,MEGABYTES], spark://HOST:PORT}. */
    String addresses();

    /** Whether it accepts an address. */
    boolean accepts(String address);

    /**
     * Connects.
     *
     * @throws org.wsol.core.InvalidInputException if the address or a setting is wrong, or nothing answers at the
     *     address
     */
    Engine open(EngineSettings settings);
}
