package org.wsol.experiment.sweep;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wsol.config.ConfigLoader;
import org.wsol.config.override.Overrides;
import org.wsol.config.schema.SchemaPaths;
import org.wsol.config.tree.ConfigNode;
import org.wsol.config.tree.ConfigNode.MapNode;
import org.wsol.config.tree.ConfigNode.ScalarNode;
import org.wsol.config.tree.Origin;
import org.wsol.config.tree.Problems;
import org.wsol.core.component.Suggestion;
import org.wsol.core.internal.Required;
import org.wsol.experiment.schema.ExperimentConfig;
import org.wsol.experiment.sweep.Experiment.ComposedRun;

/** Creates a validated run for every row and seed of a sweep. */
final class RunComposer {
    private static final String SEED = "seed";
    private static final Origin SEEDS = new Origin("sweep.seeds", 0, 0);
    private final ConfigLoader<ExperimentConfig> loader;
    private final MapNode base;
    private final Problems problems;
    private final Map<String, Map<String, Combination>> unknown = new LinkedHashMap<>(); // by key and case

    /**
     * Creates a composer of runs.
     *
     * @param base the composed tree without its sweep
     * @param problems receives the problems of runs
     */
    RunComposer(ConfigLoader<ExperimentConfig> loader, MapNode base, Problems problems) {
        this.loader = loader;
        this.base = base;
        this.problems = problems;
    }

    /**
     * The valid runs, with the given number of consecutive seeds per row, starting at its own seed or the given one.
     */
    List<ComposedRun> compose(List<Combination> rows, int seeds, long seed) {
        List<List<ComposedRun>> byRow = new ArrayList<>();
        List<Combination> composed = new ArrayList<>();
        for (Combination row : rows) {
            List<ComposedRun> runs = new ArrayList<>();
            for (int replicate = 1; replicate <= seeds; replicate++) {
                boolean seeded = seeds > 1;
                Combination seededRow = seeded && replicate > 1
                        ? row.with(SEED, ScalarNode.plain(String.valueOf(seed(row, seed) + replicate - 1), SEEDS))
                        : row;
                compose(seededRow, seeded ? replicate : 0).ifPresent(runs::add);
            }
            if (!runs.isEmpty()) {
                byRow.add(runs);
                composed.add(row);
            }
        }
        refuseUnknown(rows);
        return named(composed, byRow);
    }

    /** A key that is unknown in every case is reported once. */
    private void refuseUnknown(List<Combination> rows) {
        long cases = rows.stream().map(Combination::caseName).distinct().count();
        unknown.forEach((path, byCase) -> {
            boolean everywhere = byCase.size() == cases;
            byCase.values().stream()
                    .limit(everywhere ? 1 : byCase.size())
                    .forEach(row -> refuse(path, row, everywhere ? "" : row.caseName()));
        });
    }

    /** All runs, with names that distinguish the rows. */
    private static List<ComposedRun> named(List<Combination> rows, List<List<ComposedRun>> byRow) {
        List<ComposedRun> named = new ArrayList<>();
        List<List<Integer>> same = sameBesideSeed(rows);
        List<Combination> firsts =
                same.stream().map(group -> rows.get(group.get(0))).toList();
        List<String> tags = RunTags.distinct(
                firsts,
                same.stream()
                        .map(group -> byRow.get(group.get(0)).get(0).config().value())
                        .toList());
        String[] byIndex = new String[rows.size()];
        for (int i = 0; i < same.size(); i++) {
            String tag = tags.get(i);
            same.get(i).forEach(row -> byIndex[row] = tag);
        }
        for (int i = 0; i < rows.size(); i++) {
            String tag = byIndex[i];
            byRow.get(i).forEach(run -> named.add(run.named(tag)));
        }
        return named;
    }

    /** Groups the indices of rows that differ only in the seed, which share one name. */
    private static List<List<Integer>> sameBesideSeed(List<Combination> rows) {
        Map<Object, List<Integer>> groups = new LinkedHashMap<>();
        for (int i = 0; i < rows.size(); i++) {
            Map<String, String> values = new LinkedHashMap<>();
            rows.get(i).values().forEach((path, value) -> values.put(path, Combinations.text(value)));
            values.remove(SEED);
            groups.computeIfAbsent(List.of(rows.get(i).caseName(), values), key -> new ArrayList<>())
                    .add(i);
        }
        return List.copyOf(groups.values());
    }

    private static long seed(Combination row, long base) {
        return row.values().get(SEED) instanceof ScalarNode scalar
                        && scalar.text().matches("\\d{1,18}")
                ? Long.parseLong(scalar.text())
                : base;
    }

    private Optional<ComposedRun> compose(Combination row, int replicate) {
        SchemaPaths paths = new SchemaPaths(loader.schema(), withValues(row.values()));
        Map<String, ConfigNode> known = new LinkedHashMap<>(row.values());
        known.keySet().removeIf(path -> !paths.exists(path));
        row.values().keySet().stream().filter(path -> !known.containsKey(path)).forEach(path -> unknown.computeIfAbsent(
                        path, key -> new LinkedHashMap<>())
                .putIfAbsent(row.caseName(), row));
        Map<String, String> varied = new LinkedHashMap<>();
        known.forEach((path, value) -> varied.put(path, Combinations.text(value)));
        return loader.resolve(withValues(known), problems)
                .filter(config -> known.size() == row.values().size())
                .map(config -> new ComposedRun(RunTags.of(row, config.value()), config, varied, replicate));
    }

    private MapNode withValues(Map<String, ConfigNode> values) {
        MapNode tree = base;
        for (var entry : values.entrySet()) {
            tree = Overrides.set(tree, entry.getKey(), entry.getValue(), loader.schema());
        }
        return tree;
    }

    private void refuse(String path, Combination row, String caseName) {
        SchemaPaths paths = new SchemaPaths(loader.schema(), withValues(row.values()));
        String where = caseName.isEmpty()
                ? ""
                : " in the runs of case '" + caseName + "' ('~sweep.cases." + caseName + "' excludes them)";
        problems.add(
                Required.value(row.values(), path).origin(),
                ExperimentComposer.SWEEP,
                "there is no key '" + path + "'" + Suggestion.forName(path, paths.all()) + where);
    }
}
