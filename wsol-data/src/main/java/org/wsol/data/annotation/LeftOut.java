package org.wsol.data.annotation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.wsol.core.internal.Counted;

/** Counts skipped or changed annotations by reason, with an example of each. Not thread-safe. */
public final class LeftOut {
    private final Map<String, Kind> kinds = new LinkedHashMap<>();

    private record Kind(String noun, String rest, int count, String example) {
        String sentence() {
            return Counted.of(count, noun) + " " + rest + ", for example " + example;
        }
    }

    /**
     * Records an entry.
     *
     * @param noun what was left out or changed, in the singular: {@code "box"}
     * @param rest what was done and why, without a verb that depends on the number: {@code "without area ignored"};
     *     entries with an equal noun and rest are counted together
     * @param example the location, for the message
     */
    public void add(String noun, String rest, String example) {
        kinds.merge(
                noun + " " + rest,
                new Kind(noun, rest, 1, example),
                (known, added) -> new Kind(noun, rest, known.count + 1, known.example));
    }

    /** A sentence for each reason, in order of occurrence. */
    public List<String> sentences() {
        return kinds.values().stream().map(Kind::sentence).toList();
    }
}
