package org.wsol.core.internal;

import java.util.concurrent.atomic.AtomicReference;

/**
 * Rejects the use of an object by two threads at once and after its end, for objects whose native memory is not locked:
 * such a use would crash the process.
 */
public final class ExclusiveUse {
    private enum State {
        FREE,
        IN_USE,
        CLOSED
    }

    private final AtomicReference<State> state = new AtomicReference<>(State.FREE);
    private final String name;

    /** @param name the object in messages, for example {@code executor} */
    public ExclusiveUse(String name) {
        this.name = name;
    }

    /**
     * Begins a use, which {@link #leave} ends.
     *
     * @throws IllegalStateException if another thread uses the object, or it was closed
     */
    public void enter() {
        State former = state.compareAndExchange(State.FREE, State.IN_USE);
        if (former == State.CLOSED) {
            throw new IllegalStateException("this " + name + " was closed");
        }
        requireUnused(former);
    }

    /** Ends a use. */
    public void leave() {
        state.set(State.FREE);
    }

    /**
     * Ends all use.
     *
     * @return whether this call did so; false if the object was closed before
     * @throws IllegalStateException if another thread uses the object
     */
    public boolean close() {
        State former = state.compareAndExchange(State.FREE, State.CLOSED);
        requireUnused(former);
        return former == State.FREE;
    }

    private void requireUnused(State former) {
        if (former == State.IN_USE) {
            throw new IllegalStateException(
                    "this " + name + " is in use by another thread; give each thread its own, or use it in turn");
        }
    }
}
