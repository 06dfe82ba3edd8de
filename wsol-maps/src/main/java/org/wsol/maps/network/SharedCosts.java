package org.wsol.maps.network;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The time of values that several methods use. A method that finds them already computed would seem to cost nothing, so
 * they are charged to it as well.
 */
final class SharedCosts {
    private final Map<Object, Long> nanos = new HashMap<>();
    private final Set<Object> counted = new HashSet<>();
    private long charged;

    /** Starts another method's account. */
    void restart() {
        counted.clear();
        charged = 0;
    }

    /** The values that were already computed since the start of the account, each once. */
    long charged() {
        return charged;
    }

    /** Computes a value if that was not done yet. */
    void use(Object key, Runnable maker) {
        Long known = nanos.get(key);
        if (known != null) {
            charged += counted.add(key) ? known : 0;
            return;
        }
        long began = System.nanoTime();
        maker.run();
        nanos.put(key, System.nanoTime() - began);
        counted.add(key);
    }
}
