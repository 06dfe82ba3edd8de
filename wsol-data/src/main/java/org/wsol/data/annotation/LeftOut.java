package org.wsol.data.annotation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts skipped or changed annotations by reason, with an example of each. Not thread-safe. */
public final class LeftOut {
    private final Map<String, Kind> kinds = new LinkedHashMap<>();

    private record Kind(int count, String example) {}

    /**
     * Records an entry.
     *
     * @param reason what was done and why, as the end of a sentence that begins with a number, for example {@code
     *     "boxes without area are ignored"}; equal reasons are counted together
     * @param example the location, for the message
     */
    public void add(String reason, String example) {
        kinds.merge(reason, new Kind(1, example), (known, added) -> new Kind(known.count + 1, known.example));
    }

    /** A sentence for each reason, in order of occurrence. */
    public List<String> sentences() {
        return kinds.entrySet().stream()
                .map(kind -> kind.getValue().count + " " + kind.getKey() + ", for example " + kind.getValue().example)
                .toList();
    }
}
