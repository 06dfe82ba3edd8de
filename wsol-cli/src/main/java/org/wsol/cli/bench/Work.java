package org.wsol.cli.bench;

/** Work that is repeated and timed. */
public interface Work extends AutoCloseable {

    /** Runs the work once. */
    void run();

    @Override
    void close();
}
