package org.wsol.experiment.results;

import com.fasterxml.jackson.annotation.JsonAlias;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One run of a session, a line of {@code index.jsonl}.
 *
 * @param folder the run's folder, relative to the session's; empty where the run never got one
 * @param tag the run's readable name without its seed; runs of one tag differ by seed only
 * @param seed the seed
 * @param varied the keys this run sets differently from the experiment file, as typed
 * @param state {@code done}, {@code failed}, {@code interrupted}, ...
 */
public record SessionEntry(
        Optional<String> folder,
        String tag,
        long seed,
        @JsonAlias("overrides") Map<String, String> varied,
        @JsonAlias("status") String state) {

    /** Keeps a sorted copy. */
    public SessionEntry {
        varied = Collections.unmodifiableMap(new TreeMap<>(varied));
    }
}
