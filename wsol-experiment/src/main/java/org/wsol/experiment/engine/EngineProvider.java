package org.wsol.experiment.engine;

/** Opens an engine; found with {@link java.util.ServiceLoader}. */
public interface EngineProvider {

    /** Its name for people: {@code Apache Spark}. */
    String name();

    /** The addresses it takes, for people: {@code local-cluster[WORKERS,CORES,MEGABYTES], spark://HOST:PORT}. */
    String addresses();

    /** Whether an address is one of its own. */
    boolean accepts(String address);

    /**
     * Connects.
     *
     * @throws org.wsol.core.InvalidInputException when the address or a setting is wrong, or nothing answers there
     */
    Engine open(EngineSettings settings);
}
