package org.wsol.cli.report.input;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * One run of a session, a line of {@code index.jsonl}.
 *
 * @param folder the run's folder, relative to the session's
 * @param tag the run's readable name without its seed; runs of one tag differ by seed only
 * @param seed the seed
 * @param overrides the keys this run sets differently from the experiment file, as typed
 * @param status {@code done}, {@code failed}, {@code interrupted}, ...
 */
public record SessionEntry(String folder, String tag, long seed, Map<String, String> overrides, String status) {

    /** Keeps a sorted copy. */
    public SessionEntry {
        overrides = Collections.unmodifiableMap(new TreeMap<>(overrides));
    }
}
