package org.wsol.experiment.results;

import com.fasterxml.jackson.annotation.JsonAlias;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One run of a session, a line of {@code index.jsonl}.
 *
 * @param folder the run's folder, relative to the session's; empty if the run has none
 * @param tag the run's readable name without its seed; runs with the same tag differ only in their seed
 * @param seed the seed
 * @param varied the keys of this run that differ from the experiment file, as typed
 * @param state {@code done}, {@code failed}, {@code interrupted}, ...
 * @param row equal for runs that differ only in their seed; empty in lists of earlier versions
 * @param identity equal for equal runs; empty in lists of earlier versions
 */
public record SessionEntry(
        Optional<String> folder,
        String tag,
        long seed,
        @JsonAlias("overrides") Map<String, String> varied,
        @JsonAlias("status") String state,
        Optional<String> row,
        Optional<String> identity) {
    private static final String SEED = "seed";

    /** An entry without the fields that earlier versions did not write. */
    public SessionEntry(Optional<String> folder, String tag, long seed, Map<String, String> varied, String state) {
        this(folder, tag, seed, varied, state, Optional.empty(), Optional.empty());
    }

    /** The key shared by the seeds of one row: the row itself, or the tag with all varied keys except the seed. */
    public String rowKey() {
        return row.filter(known -> !known.isEmpty()).orElseGet(() -> {
            Map<String, String> keys = new TreeMap<>(varied);
            keys.remove(SEED);
            return tag + " " + keys;
        });
    }

    /** A key that is unique for every run of a session. */
    String runKey() {
        return identity.orElseGet(() -> rowKey() + " seed " + seed);
    }

    /** Keeps a sorted copy. */
    public SessionEntry {
        varied = Collections.unmodifiableMap(new TreeMap<>(varied));
    }
}
