package org.wsol.cli.bench;

/** Something to be done again and again and timed. */
public interface Work extends AutoCloseable {

    /** Does it once. */
    void run();

    @Override
    void close();
}
