package org.wsol.maps.network;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The time of values that several methods use. Otherwise a method that reuses computed values would seem to take no
 * time, so their cost is charged to it as well.
 */
final class SharedCosts {
    private final Map<Object, Long> nanos = new HashMap<>();
    private final Set<Object> counted = new HashSet<>();
    private long charged;

    /** Starts measuring another method. */
    void restart() {
        counted.clear();
        charged = 0;
    }

    /** The cost of reused values since the start of the measurement, each counted once. */
    long charged() {
        return charged;
    }

    /** Computes a value if it was not computed yet. */
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
