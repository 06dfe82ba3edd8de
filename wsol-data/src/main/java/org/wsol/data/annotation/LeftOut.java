package org.wsol.data.annotation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts what is left out of annotations, or changed, by reason and with an example of each. For one thread. */
public final class LeftOut {
    private final Map<String, Kind> kinds = new LinkedHashMap<>();

    private record Kind(int count, String example) {}

    /**
     * Notes something.
     *
     * @param reason what happens to it and why, as the end of a sentence that begins with a number, for example {@code
     *     "boxes without area are ignored"}; equal reasons are counted together
     * @param example where, for a message
     */
    public void add(String reason, String example) {
        kinds.merge(reason, new Kind(1, example), (known, added) -> new Kind(known.count + 1, known.example));
    }

    /** A sentence for each reason, in the order they came up. */
    public List<String> sentences() {
        return kinds.entrySet().stream()
                .map(kind -> kind.getValue().count + " " + kind.getKey() + ", for example " + kind.getValue().example)
                .toList();
    }
}
