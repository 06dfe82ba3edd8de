package org.wsol.experiment.sweep;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.wsol.config.tree.ConfigNode;
import org.wsol.config.tree.Origin;
import org.wsol.config.tree.Problems;
import org.wsol.config.tree.TreeWriter;
import org.wsol.core.InvalidInputException;
import org.wsol.core.internal.Counted;
import org.wsol.experiment.internal.runfolder.PlannedRun.RunNames;
import org.wsol.experiment.schema.SweepConfig;

/** Combines the elements of a sweep: cases, then zip, list, grid, random; and removes excluded rows. */
final class Combinations {
    /** The maximum number of rows; more are considered a mistake. */
    private static final int MOST = 10_000;

    private final SweepConfig sweep;
    private final Origin place;
    private final Problems problems;

    /**
     * The rows of a sweep.
     *
     * @param place the origin of the sweep
     * @param problems receives values that cannot be read
     */
    Combinations(SweepConfig sweep, Origin place, Problems problems) {
        this.sweep = sweep;
        this.place = place;
        this.problems = problems;
    }

    /**
     * All rows without excluded ones; invalid ones are omitted so that the others can still be checked.
     *
     * @param asWritten the sweep of the file if the user changed it: what was excluded from that may be gone; read only
     *     if something is excluded
     */
    List<Combination> rows(Supplier<Optional<SweepConfig>> asWritten) {
        List<Combination> all = all();
        Optional<SweepConfig> written = sweep.exclude().isEmpty() ? Optional.empty() : asWritten.get();
        List<Combination> former = written.map(file -> new Combinations(file, place, new Problems()).all())
                .orElse(List.of());
        List<Combination> left = new Exclusions(sweep, problems).apply(all, former);
        if (left.isEmpty()) {
            problems.add(place, "sweep", "no combination is left; check sweep.exclude and empty lists");
        }
        return left;
    }

    private List<Combination> all() {
        requireOnePlaceForEachKey();
        List<Combination> rows = cases();
        rows = cross(rows, zipped());
        rows = cross(rows, sweep.list());
        for (var dimension : sweep.grid().entrySet()) {
            rows = crossKey(rows, dimension.getKey(), values("sweep.grid." + dimension.getKey(), dimension.getValue()));
        }
        if (sweep.random().isPresent()) {
            rows = cross(rows, RandomDraws.of(sweep.random().get(), problems));
        }
        return rows;
    }

    /** Of two places that set a key, the later one would win and the values of the other would never be run. */
    private void requireOnePlaceForEachKey() {
        Map<String, String> placeOfKey = new LinkedHashMap<>();
        sweep.cases().forEach((name, values) -> values.keySet()
                .forEach(key -> placeOfKey.putIfAbsent(key, "case '" + name + "' of sweep.cases")));
        claim(placeOfKey, "sweep.zip", sweep.zip());
        Map<String, ConfigNode> listed = new LinkedHashMap<>();
        sweep.list().forEach(listed::putAll);
        claim(placeOfKey, "sweep.list", listed);
        claim(placeOfKey, "sweep.grid", sweep.grid());
        sweep.random().ifPresent(random -> claim(placeOfKey, "sweep.random.keys", random.keys()));
    }

    private void claim(Map<String, String> placeOfKey, String section, Map<String, ConfigNode> values) {
        values.forEach((key, value) -> {
            String other = placeOfKey.putIfAbsent(key, section);
            if (other != null) {
                problems.add(
                        value.origin(),
                        section,
                        "'" + key + "' is also set by " + other + ", and only one of them can have an effect; remove it"
                                + " from one of the two");
            }
        });
    }

    private List<ConfigNode> values(String path, ConfigNode node) {
        try {
            List<ConfigNode> values = SweepValues.of(node);
            if (values.isEmpty()) {
                problems.add(node.origin(), path, "has no values; write at least one or remove the key");
            }
            return values;
        } catch (InvalidInputException e) {
            problems.add(node.origin(), path, e.getMessage());
            return List.of();
        }
    }

    private List<Combination> cases() {
        if (sweep.cases().isEmpty()) {
            return List.of(Combination.NOTHING);
        }
        List<Combination> rows = new ArrayList<>();
        requireDistinctNames();
        sweep.cases().forEach((name, values) -> rows.add(Combination.ofCase(name, values)));
        return rows;
    }

    /** Folders and tables show safe names: with equal ones, the name of a case could mean another one. */
    private void requireDistinctNames() {
        Map<String, String> known = new LinkedHashMap<>();
        sweep.cases().keySet().forEach(name -> {
            String safe = RunNames.safe(name, name.length());
            String other = known.putIfAbsent(safe, name);
            if (other != null) {
                problems.add("sweep.cases: '" + other + "' and '" + name + "' are both written '" + safe
                        + "' in folders and tables; use letters, digits, '.', '-' and '_' in their names");
            }
        });
    }

    private List<Map<String, ConfigNode>> zipped() {
        List<Map<String, ConfigNode>> rows = new ArrayList<>();
        String firstKey = "";
        for (var column : sweep.zip().entrySet()) {
            List<ConfigNode> values = values("sweep.zip." + column.getKey(), column.getValue());
            if (rows.isEmpty()) {
                firstKey = column.getKey();
                values.forEach(value -> rows.add(new LinkedHashMap<>()));
            }
            if (!values.isEmpty() && values.size() != rows.size()) {
                problems.add(
                        column.getValue().origin(),
                        "sweep.zip",
                        "'" + column.getKey() + "' has " + Counted.of(values.size(), "value") + ", '" + firstKey
                                + "' has " + rows.size() + "; zipped keys need the same number");
            }
            for (int i = 0; i < Math.min(values.size(), rows.size()); i++) {
                rows.get(i).put(column.getKey(), values.get(i));
            }
        }
        return rows;
    }

    private List<Combination> cross(List<Combination> rows, List<Map<String, ConfigNode>> more) {
        return crossWith(rows, row -> more.stream().map(row::withAll).toList(), more.size());
    }

    private List<Combination> crossKey(List<Combination> rows, String key, List<ConfigNode> values) {
        return crossWith(
                rows, row -> values.stream().map(value -> row.with(key, value)).toList(), values.size());
    }

    private List<Combination> crossWith(
            List<Combination> rows, Function<Combination, List<Combination>> multiply, int factor) {
        if ((long) rows.size() * factor > MOST) {
            problems.add(
                    place,
                    "sweep",
                    "the sweep has more than " + MOST + " combinations; use sweep.random with a budget");
            return rows;
        }
        return factor == 0
                ? rows
                : rows.stream().flatMap(row -> multiply.apply(row).stream()).toList();
    }

    static String text(ConfigNode node) {
        return TreeWriter.inline(node);
    }
}
