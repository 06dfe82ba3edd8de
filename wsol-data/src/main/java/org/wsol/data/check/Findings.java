package org.wsol.data.check;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.wsol.data.check.CheckReport.Finding;

/** Collects findings from several threads; keeps all counts and the first few examples in sorted order. */
final class Findings {
    private static final int EXAMPLES = 10;
    private final Map<FindingKind, Kind> found = new EnumMap<>(FindingKind.class);

    /** The findings of one kind: their number and the first examples, of which some may be equal. */
    private static final class Kind {
        private int count;
        private final List<String> examples = new ArrayList<>();

        void add(int more, List<String> others) {
            count += more;
            examples.addAll(others);
            Collections.sort(examples);
            if (examples.size() > EXAMPLES) {
                examples.subList(EXAMPLES, examples.size()).clear();
            }
        }
    }

    void add(FindingKind kind, String example) {
        add(new Finding(kind, 1, List.of(example)));
    }

    /** Adds those of other images. */
    synchronized void add(Finding other) {
        found.computeIfAbsent(other.kind(), unused -> new Kind()).add(other.count(), other.examples());
    }

    synchronized List<Finding> sorted() {
        List<Finding> findings = new ArrayList<>();
        found.forEach((kind, all) -> findings.add(new Finding(kind, all.count, all.examples)));
        return findings;
    }
}
