package org.wsol.experiment.sweep;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.wsol.config.ConfigLoader;
import org.wsol.config.ConfigLoader.Resolved;
import org.wsol.config.override.KeyChange;
import org.wsol.config.override.Overrides;
import org.wsol.config.schema.SectionSchema;
import org.wsol.config.tree.ConfigNode;
import org.wsol.config.tree.ConfigNode.MapNode;
import org.wsol.config.tree.Origin;
import org.wsol.config.tree.Problems;
import org.wsol.core.InvalidInputException;
import org.wsol.experiment.schema.ExperimentConfig;
import org.wsol.experiment.schema.SweepConfig;
import org.wsol.experiment.sweep.Experiment.ComposedRun;

/** Composes and validates every run of an experiment before any of them starts. */
public final class ExperimentComposer {
    static final String SWEEP = "sweep";
    private static final SweepConfig NO_SWEEP =
            new SweepConfig(Map.of(), Map.of(), Map.of(), List.of(), List.of(), Optional.empty(), 1);
    private final ConfigLoader<ExperimentConfig> loader;

    /** Creates a composer that reads files with a loader. */
    public ExperimentComposer(ConfigLoader<ExperimentConfig> loader) {
        this.loader = loader;
    }

    /** The schema of experiment files. */
    public SectionSchema schema() {
        return loader.schema();
    }

    /**
     * The experiment of a file.
     *
     * @param overrides changes typed by the user; several values define a sweep
     * @throws InvalidInputException with all problems of the file and of every run
     */
    public Experiment compose(Path file, List<KeyChange> overrides) {
        return compose(file, overrides, new Problems());
    }

    /** The same; the problems also receive likely corrections of arguments. */
    public Experiment compose(Path file, List<KeyChange> overrides, Problems problems) {
        List<KeyChange> swept = withKnownPaths(SweepOverrides.several(overrides), file, overrides, problems);
        MapNode written = loader.compose(file, SweepOverrides.single(overrides), problems);
        MapNode composed = SweepOverrides.addToGrid(written, swept, schema(), problems);
        Optional<Resolved<ExperimentConfig>> base = loader.resolve(composed, problems);
        List<ComposedRun> runs =
                runs(composed, base, () -> overrides.isEmpty() ? Optional.empty() : sweepOf(file), problems);
        problems.throwIfAny();
        return new Experiment(base.orElseThrow(), composed, runs);
    }

    /** The runs, even if the file has other errors, so that all problems are reported at once. */
    private List<ComposedRun> runs(
            MapNode composed,
            Optional<Resolved<ExperimentConfig>> base,
            Supplier<Optional<SweepConfig>> asWritten,
            Problems problems) {
        Optional<SweepConfig> written =
                base.isPresent() ? base.get().value().sweep() : loader.section(composed, SWEEP, SweepConfig.class);
        Origin place = composed.get(SWEEP).map(ConfigNode::origin).orElse(composed.origin());
        SweepConfig sweep = written.orElse(NO_SWEEP);
        long seed = base.map(config -> config.value().seed()).orElse(1L);
        List<Combination> rows = new Combinations(sweep, place, problems).rows(asWritten);
        List<ComposedRun> runs =
                new RunComposer(loader, composed.without(SWEEP), problems).compose(rows, sweep.seeds(), seed);
        refuseTwins(runs, place, problems);
        return runs;
    }

    /** The sweep of a file without the changes of the user. */
    private Optional<SweepConfig> sweepOf(Path file) {
        return loader.section(loader.compose(file, List.of(), new Problems()), SWEEP, SweepConfig.class);
    }

    /** Paths of swept keys get the same messages as those of single values. */
    private List<KeyChange> withKnownPaths(List<KeyChange> swept, Path file, List<KeyChange> all, Problems problems) {
        MapNode tree = loader.compose(file, SweepOverrides.single(all), new Problems());
        Overrides paths = new Overrides(schema(), problems);
        return swept.stream()
                .filter(override -> paths.checkPath(tree, override))
                .toList();
    }

    private static void refuseTwins(List<ComposedRun> runs, Origin place, Problems problems) {
        Map<ExperimentConfig, String> seen = new LinkedHashMap<>();
        Set<List<String>> reported = new HashSet<>(); // once for all seeds
        for (ComposedRun run : runs) {
            String twin = seen.putIfAbsent(run.config().value(), run.tag());
            if (twin != null && reported.add(List.of(twin, run.tag()))) {
                problems.add(
                        place,
                        SWEEP,
                        "'" + twin + "' and '" + run.tag() + "' (" + run.varied()
                                + ") are the same configuration; remove one");
            }
        }
    }
}
