package org.wsol.data.check;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.wsol.data.check.CheckReport.Finding;

/** Collects findings from several threads; keeps all counts and the first few examples in sorted order. */
final class Findings {
    private static final int EXAMPLES = 10;
    private final Map<FindingKind, List<String>> found = new EnumMap<>(FindingKind.class);

    synchronized void add(FindingKind kind, String example) {
        found.computeIfAbsent(kind, unused -> new ArrayList<>()).add(example);
    }

    /** All notes, for adding them to other findings. */
    synchronized List<CheckedImages.Note> all() {
        List<CheckedImages.Note> all = new ArrayList<>();
        found.forEach((kind, examples) ->
                examples.stream().sorted().forEach(example -> all.add(new CheckedImages.Note(kind, example))));
        return all;
    }

    synchronized List<Finding> sorted() {
        List<Finding> findings = new ArrayList<>();
        found.forEach((kind, examples) -> findings.add(new Finding(
                kind,
                examples.size(),
                examples.stream().sorted().limit(EXAMPLES).toList())));
        return findings;
    }
}
