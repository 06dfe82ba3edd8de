package org.wsol.cli.sweep;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.wsol.cli.config.experiment.SweepConfig;
import org.wsol.cli.config.tree.ConfigNode;
import org.wsol.cli.config.tree.TreeWriter;
import org.wsol.core.InvalidInputException;

/** Crosses the parts of a sweep: cases, then zip, list, grid, random; and takes out what is excluded. */
final class Combinations {
    /** More rows than this are taken for a mistake. */
    static final int MOST = 10_000;

    private Combinations() {}

    static List<Combination> of(SweepConfig sweep) {
        List<Combination> rows = cases(sweep);
        rows = cross(rows, zipped(sweep.zip()));
        rows = cross(rows, sweep.list());
        for (var dimension : sweep.grid().entrySet()) {
            rows = crossKey(rows, dimension.getKey(), SweepValues.of(dimension.getValue()));
        }
        if (sweep.random().isPresent()) {
            rows = cross(rows, RandomDraws.of(sweep.random().get()));
        }
        return rows.stream()
                .filter(row -> sweep.exclude().stream().noneMatch(entry -> matches(row, entry)))
                .toList();
    }

    private static List<Combination> cases(SweepConfig sweep) {
        if (sweep.cases().isEmpty()) {
            return List.of(Combination.NOTHING);
        }
        List<Combination> rows = new ArrayList<>();
        sweep.cases().forEach((name, values) -> rows.add(Combination.ofCase(name, values)));
        return rows;
    }

    private static List<Map<String, ConfigNode>> zipped(Map<String, ConfigNode> zip) {
        List<Map<String, ConfigNode>> rows = new ArrayList<>();
        String firstKey = "";
        for (var column : zip.entrySet()) {
            List<ConfigNode> values = SweepValues.of(column.getValue());
            if (rows.isEmpty()) {
                firstKey = column.getKey();
                values.forEach(value -> rows.add(new LinkedHashMap<>()));
            }
            if (values.size() != rows.size()) {
                throw new InvalidInputException(
                        column.getValue().origin() + ": sweep.zip: '" + column.getKey() + "' has "
                                + values.size() + " values, '" + firstKey + "' has " + rows.size()
                                + "; zipped keys need the same number");
            }
            for (int i = 0; i < values.size(); i++) {
                rows.get(i).put(column.getKey(), values.get(i));
            }
        }
        return rows;
    }

    private static List<Combination> cross(List<Combination> rows, List<Map<String, ConfigNode>> more) {
        return more.isEmpty()
                ? rows
                : crossWith(rows, row -> more.stream().map(row::withAll).toList(), more.size());
    }

    private static List<Combination> crossKey(List<Combination> rows, String key, List<ConfigNode> values) {
        return crossWith(
                rows, row -> values.stream().map(value -> row.with(key, value)).toList(), values.size());
    }

    private static List<Combination> crossWith(
            List<Combination> rows, Function<Combination, List<Combination>> multiply, int factor) {
        if ((long) rows.size() * factor > MOST) {
            throw new InvalidInputException(
                    "the sweep has more than " + MOST + " combinations; use sweep.random with a budget");
        }
        return rows.stream().flatMap(row -> multiply.apply(row).stream()).toList();
    }

    private static boolean matches(Combination row, Map<String, ConfigNode> entry) {
        return entry.entrySet().stream()
                .allMatch(wanted -> wanted.getKey().equals("case")
                        ? text(wanted.getValue()).equals(row.caseName())
                        : row.values().containsKey(wanted.getKey())
                                && text(row.values().get(wanted.getKey())).equals(text(wanted.getValue())));
    }

    static String text(ConfigNode node) {
        return TreeWriter.inline(node);
    }
}
