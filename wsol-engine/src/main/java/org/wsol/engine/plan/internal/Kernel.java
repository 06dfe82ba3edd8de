package org.wsol.engine.plan.internal;

/** A piece of work on fixed memory addresses. Running it allocates nothing; closing it frees native handles. */
public interface Kernel extends AutoCloseable {

    /** Does the work. */
    void run();

    @Override
    default void close() {}
}
