package org.wsol.cli.bench;

/** Work that is repeated and timed. */
public interface Work extends AutoCloseable {

    /** Does it once. */
    void run();

    @Override
    void close();
}
