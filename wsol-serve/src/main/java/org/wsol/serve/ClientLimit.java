package org.wsol.serve;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Counts the requests in progress per client address. */
final class ClientLimit {
    private final int most;
    private final ConcurrentMap<String, Integer> inProgress = new ConcurrentHashMap<>();

    /**
     * @param most maximum per address; 0 for no limit
     */
    ClientLimit(int most) {
        this.most = most;
    }

    void enter(String address) {
        if (most > 0 && inProgress.merge(address, 1, Integer::sum) > most) {
            leave(address);
            throw HttpProblem.later(429, "this address has " + most + " requests in progress already; try again");
        }
    }

    void leave(String address) {
        if (most > 0) {
            inProgress.computeIfPresent(address, (key, count) -> count > 1 ? count - 1 : null);
        }
    }
}
