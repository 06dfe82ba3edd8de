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
        change(State.IN_USE);
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
        if (state.get() == State.CLOSED) {
            return false;
        }
        change(State.CLOSED);
        return true;
    }

    private void change(State next) {
        State former = state.compareAndExchange(State.FREE, next);
        switch (former) {
            case FREE -> {}
            case CLOSED -> throw new IllegalStateException("this " + name + " was closed");
            case IN_USE ->
                throw new IllegalStateException(
                        "this " + name + " is in use by another thread; give each thread its own, or use it in turn");
        }
    }
}
