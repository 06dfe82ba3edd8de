package org.wsol.engine.plan.internal;

/** A piece of work on fixed memory addresses. Running it allocates nothing; closing it frees native handles. */
public interface Kernel extends AutoCloseable {

    /** Runs the kernel. */
    void run();

    @Override
    default void close() {}
}
