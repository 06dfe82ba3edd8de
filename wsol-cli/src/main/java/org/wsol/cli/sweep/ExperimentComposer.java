package org.wsol.cli.sweep;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wsol.cli.config.ConfigLoader;
import org.wsol.cli.config.Resolved;
import org.wsol.cli.config.experiment.ExperimentConfig;
import org.wsol.cli.config.experiment.SweepConfig;
import org.wsol.cli.config.override.Override;
import org.wsol.cli.config.override.Overrides;
import org.wsol.cli.config.schema.SchemaPaths;
import org.wsol.cli.config.schema.SectionSchema;
import org.wsol.cli.config.tree.MapNode;
import org.wsol.cli.config.tree.Origin;
import org.wsol.cli.config.tree.Problems;
import org.wsol.cli.config.tree.ScalarNode;
import org.wsol.core.InvalidInputException;
import org.wsol.core.component.Suggestion;

/** Composes and validates every run of an experiment before any of them starts. */
public final class ExperimentComposer {
    private static final SweepConfig NO_SWEEP =
            new SweepConfig(Map.of(), Map.of(), Map.of(), List.of(), List.of(), Optional.empty(), 1);
    private static final Origin SEED = new Origin("sweep.seeds", 0, 0);
    private final ConfigLoader<ExperimentConfig> loader;

    /** A composer that reads files with a loader. */
    public ExperimentComposer(ConfigLoader<ExperimentConfig> loader) {
        this.loader = loader;
    }

    /** What experiment files look like. */
    public SectionSchema schema() {
        return loader.schema();
    }

    /**
     * The experiment of a file.
     *
     * @param overrides changes typed by the user; several values make a sweep
     * @throws InvalidInputException with everything that is wrong, in the file and in every run
     */
    public Experiment compose(Path file, List<Override> overrides) {
        return compose(file, overrides, new Problems());
    }

    /** The same; the problems also learn what the user probably meant to type. */
    public Experiment compose(Path file, List<Override> overrides, Problems problems) {
        List<Override> swept = withKnownPaths(SweepOverrides.several(overrides), file, overrides, problems);
        MapNode written = loader.compose(file, SweepOverrides.single(overrides), problems);
        MapNode composed = SweepOverrides.addToGrid(written, swept, schema());
        Optional<Resolved<ExperimentConfig>> base = loader.resolve(composed, problems);
        if (base.isEmpty()) {
            throw asError(problems);
        }
        SweepConfig sweep = base.get().value().sweep().orElse(NO_SWEEP);
        List<ComposedRun> runs = runs(composed, sweep, base.get().value().seed(), problems);
        problems.throwIfAny();
        refuseNoneAndTwins(runs);
        return new Experiment(base.get(), composed, runs);
    }

    private static InvalidInputException asError(Problems problems) {
        problems.throwIfAny();
        return new InvalidInputException("the experiment is not valid");
    }

    /** Paths of swept keys get the same answer as those of single values. */
    private List<Override> withKnownPaths(List<Override> swept, Path file, List<Override> all, Problems problems) {
        MapNode tree = loader.compose(file, SweepOverrides.single(all), new Problems());
        Overrides paths = new Overrides(schema(), problems);
        return swept.stream()
                .filter(override -> paths.checkPath(tree, override))
                .toList();
    }

    private List<ComposedRun> runs(MapNode composed, SweepConfig sweep, long seed, Problems problems) {
        List<ComposedRun> runs = new ArrayList<>();
        for (Combination row : Combinations.of(sweep)) {
            for (int replicate = 1; replicate <= sweep.seeds(); replicate++) {
                boolean seeded = sweep.seeds() > 1;
                Combination seededRow = seeded && replicate > 1
                        ? row.with("seed", ScalarNode.plain(String.valueOf(seed(row, seed) + replicate - 1), SEED))
                        : row;
                compose(composed, seededRow, seeded ? replicate : 0, problems).ifPresent(runs::add);
            }
        }
        return runs;
    }

    private static long seed(Combination row, long base) {
        return row.values().get("seed") instanceof ScalarNode scalar
                        && scalar.text().matches("\\d{1,18}")
                ? Long.parseLong(scalar.text())
                : base;
    }

    private Optional<ComposedRun> compose(MapNode composed, Combination row, int replicate, Problems problems) {
        MapNode tree = composed.without("sweep");
        Map<String, String> varied = new LinkedHashMap<>();
        for (var entry : row.values().entrySet()) {
            tree = Overrides.set(tree, entry.getKey(), entry.getValue(), schema());
            varied.put(entry.getKey(), Combinations.text(entry.getValue()));
        }
        SchemaPaths paths = new SchemaPaths(schema(), tree);
        boolean known = true;
        for (var entry : row.values().entrySet()) {
            known &= isKnown(entry.getKey(), row, paths, problems);
        }
        if (!known) {
            return Optional.empty();
        }
        return loader.resolve(tree, problems)
                .map(config -> new ComposedRun(RunTags.of(row, config.value()), config, varied, replicate));
    }

    private static boolean isKnown(String path, Combination row, SchemaPaths paths, Problems problems) {
        if (paths.exists(path)) {
            return true;
        }
        String where = row.caseName().isEmpty()
                ? " in this run"
                : " in the runs of case '" + row.caseName() + "' ('~sweep.cases." + row.caseName()
                        + "' leaves them out)";
        problems.add(
                row.values().get(path).origin(),
                "sweep",
                "there is no key '" + path + "'" + Suggestion.forName(path, paths.all()) + where);
        return false;
    }

    private static void refuseNoneAndTwins(List<ComposedRun> runs) {
        if (runs.isEmpty()) {
            throw new InvalidInputException("sweep: no combination is left; look at sweep.exclude and empty lists");
        }
        Map<ExperimentConfig, String> seen = new LinkedHashMap<>();
        for (ComposedRun run : runs) {
            String twin = seen.putIfAbsent(run.config().value(), run.tag());
            if (twin != null) {
                throw new InvalidInputException("sweep: '" + twin + "' and '" + run.tag() + "' (" + run.varied()
                        + ") are the same configuration; remove one");
            }
        }
    }
}
