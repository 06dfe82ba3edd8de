package org.wsol.experiment.sweep;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.wsol.config.tree.ConfigNode;
import org.wsol.config.tree.Problems;
import org.wsol.core.component.Suggestion;
import org.wsol.experiment.schema.SweepConfig;

/** The section {@code sweep.exclude}: combinations that are left out. */
final class Exclusions {
    private static final String SECTION = "sweep.exclude";
    private static final String CASE = "case";

    private final SweepConfig sweep;
    private final Problems problems;

    /** @param problems receives exclusions that have no effect */
    Exclusions(SweepConfig sweep, Problems problems) {
        this.sweep = sweep;
        this.problems = problems;
    }

    /**
     * The rows that are not excluded.
     *
     * @param former further rows in which excluded values may occur
     */
    List<Combination> apply(List<Combination> rows, List<Combination> former) {
        List<Combination> known = Stream.concat(rows.stream(), former.stream()).toList();
        sweep.exclude().forEach(entry -> requireEffect(entry, known));
        return rows.stream()
                .filter(row -> sweep.exclude().stream().noneMatch(entry -> matches(row, entry)))
                .toList();
    }

    /** An exclusion that no row matches is probably a mistake, unless values are drawn at random. */
    private void requireEffect(Map<String, ConfigNode> entry, List<Combination> rows) {
        Set<String> drawn = sweep.random().map(random -> random.keys().keySet()).orElse(Set.of());
        if (rows.stream().anyMatch(row -> matches(row, entry))) {
            return;
        }
        Set<String> varied = new LinkedHashSet<>();
        rows.forEach(row -> {
            if (!row.caseName().isEmpty()) {
                varied.add(CASE);
            }
            varied.addAll(row.values().keySet());
        });
        boolean explained = false;
        for (Map.Entry<String, ConfigNode> wanted : entry.entrySet()) {
            explained |= drawn.contains(wanted.getKey()) || explained(wanted.getKey(), wanted.getValue(), varied, rows);
        }
        if (!explained) {
            ConfigNode first = entry.values().iterator().next();
            problems.add(first.origin(), SECTION, "no combination has all of " + text(entry));
        }
    }

    /** Reports a key or a value that does not occur; returns whether it did. */
    private boolean explained(String key, ConfigNode value, Set<String> varied, List<Combination> rows) {
        if (!varied.contains(key)) {
            problems.add(
                    value.origin(),
                    SECTION,
                    "no combination sets '" + key + "'" + Suggestion.forName(key, varied)
                            + (varied.isEmpty() ? "" : "; what is varied here: " + String.join(", ", varied)));
            return true;
        }
        Set<String> existing = new LinkedHashSet<>();
        rows.forEach(row -> valueOf(row, key).ifPresent(existing::add));
        if (!existing.contains(Combinations.text(value))) {
            problems.add(
                    value.origin(),
                    SECTION,
                    "no combination has " + key + "=" + Combinations.text(value)
                            + Suggestion.forName(Combinations.text(value), existing) + "; its values are "
                            + String.join(", ", existing));
            return true;
        }
        return false;
    }

    private static String text(Map<String, ConfigNode> entry) {
        return entry.entrySet().stream()
                .map(wanted -> wanted.getKey() + "=" + Combinations.text(wanted.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static boolean matches(Combination row, Map<String, ConfigNode> entry) {
        return entry.entrySet().stream().allMatch(wanted -> valueOf(row, wanted.getKey())
                .equals(Optional.of(Combinations.text(wanted.getValue()))));
    }

    private static Optional<String> valueOf(Combination row, String key) {
        return key.equals(CASE)
                ? Optional.of(row.caseName()).filter(name -> !name.isEmpty())
                : Optional.ofNullable(row.values().get(key)).map(Combinations::text);
    }
}
