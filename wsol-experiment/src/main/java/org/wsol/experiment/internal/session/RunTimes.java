package org.wsol.experiment.internal.session;

import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.wsol.config.tree.ConfigNode;
import org.wsol.config.tree.ConfigNode.MapNode;
import org.wsol.config.tree.Problems;
import org.wsol.config.tree.TreeWriter;
import org.wsol.config.tree.YamlReader;
import org.wsol.core.WsolException;
import org.wsol.experiment.internal.runfolder.Json;
import org.wsol.experiment.internal.runfolder.PlannedRun;
import org.wsol.experiment.internal.runfolder.RunFolder;
import org.wsol.experiment.internal.runfolder.RunState;
import org.wsol.experiment.internal.session.PlanEntry.TimeEstimate;
import org.wsol.experiment.internal.tracking.MetricLines;
import org.wsol.experiment.internal.tracking.Tracker.MetricEvent;

/** Estimates the times of runs from the finished runs of an experiment. */
final class RunTimes {
    private static final String LENGTH = "train.epochs";
    private static final Pattern DECISIVE = Pattern.compile(
            "model\\.(backbone|featureMap)|train\\.batch|data\\.(?!workers$|prefetch$|cache$|boxes$|masks$|title$).*");

    private final List<Finished> finished;

    private RunTimes(List<Finished> finished) {
        this.finished = finished;
    }

    /** A finished run: its keys with their values, its time, and the time of each epoch. */
    private record Finished(Map<String, String> keys, double seconds, List<Double> epochs) {

        /**
         * The time of a run with the given number of epochs, some of which are done; the first epoch takes longer than
         * the others.
         */
        double secondsFor(double count, double done) {
            double first = epochs.get(0);
            double later = epochs.stream().skip(1).mapToDouble(e -> e).average().orElse(first);
            double rest = seconds - epochs.stream().mapToDouble(e -> e).sum();
            return rest + (done > 0 ? 0 : first * Math.min(1, count)) + later * Math.max(0, count - Math.max(1, done));
        }
    }

    /**
     * The times of the complete runs.
     *
     * @param damaged receives the problems of unreadable files; those runs are ignored
     */
    static RunTimes of(RunCatalog known, List<String> damaged) {
        List<Finished> finished = new ArrayList<>();
        for (RunCatalog.Known run : known.all()) {
            if (run.status().state() == RunState.DONE && !run.status().isStoppedEarly()) {
                try {
                    finished(run.folder()).ifPresent(finished::add);
                } catch (WsolException e) {
                    damaged.add(e.getMessage());
                }
            }
        }
        return new RunTimes(finished);
    }

    private static Optional<Finished> finished(RunFolder folder) {
        if (!Files.exists(folder.summary())
                || !(Json.read(folder.summary()).get("minutes") instanceof Number minutes)) {
            return Optional.empty();
        }
        ConfigNode tree = YamlReader.read(folder.config(), folder.config().toString(), new Problems());
        return Optional.of(new Finished(keys(tree), minutes.doubleValue() * 60, epochSeconds(folder)));
    }

    private static List<Double> epochSeconds(RunFolder folder) {
        return MetricLines.read(folder.metricsLines()).stream()
                .filter(event -> event.kind().equals(MetricEvent.EPOCH))
                .map(event -> event.values().getOrDefault("seconds", 0.0))
                .toList();
    }

    /**
     * The time of the finished run with the fewest differing keys; its epochs are scaled by the length of the training.
     *
     * @param earlier the folder in which the run was started
     */
    Optional<TimeEstimate> estimate(PlannedRun run, Optional<RunFolder> earlier) {
        Map<String, String> keys = keys(run.config().tree());
        double done = earlier.map(RunTimes::epochsDone).orElse(0.0);
        return finished.stream()
                .filter(other -> decisive(other.keys()).equals(decisive(keys)))
                .sorted(Comparator.comparingLong(other -> differences(other.keys(), keys)))
                .flatMap(other -> scale(other, keys, done).stream())
                .findFirst()
                .map(time -> new TimeEstimate(time, false));
    }

    private static double epochsDone(RunFolder folder) {
        List<MetricEvent> events = MetricLines.read(folder.metricsLines());
        return events.isEmpty() ? 0 : events.get(events.size() - 1).epoch();
    }

    /** The keys on which the time of a step or the number of images depends. */
    private static Map<String, String> decisive(Map<String, String> keys) {
        Map<String, String> found = new LinkedHashMap<>(keys);
        found.keySet().removeIf(key -> !DECISIVE.matcher(key).matches());
        return found;
    }

    private static Optional<Duration> scale(Finished other, Map<String, String> keys, double done) {
        var mine = org.wsol.core.component.TrainingSpan.parse(keys.getOrDefault(LENGTH, "0"));
        var its = org.wsol.core.component.TrainingSpan.parse(other.keys().getOrDefault(LENGTH, "0"));
        if (mine.unit() != its.unit() || its.isZero() || other.epochs().isEmpty()) {
            return Optional.empty();
        }
        double count = mine.amount() / its.amount() * other.epochs().size();
        return Optional.of(Duration.ofMillis(Math.round(1000 * other.secondsFor(count, done))));
    }

    private static long differences(Map<String, String> a, Map<String, String> b) {
        return a.entrySet().stream()
                .filter(key -> !key.getValue().equals(b.get(key.getKey())))
                .count();
    }

    private static Map<String, String> keys(ConfigNode tree) {
        Map<String, String> keys = new LinkedHashMap<>();
        flatten("", tree, keys);
        return keys;
    }

    private static void flatten(String path, ConfigNode node, Map<String, String> keys) {
        if (node instanceof MapNode map) {
            map.entries()
                    .forEach((key, entry) -> flatten(path.isEmpty() ? key : path + "." + key, entry.value(), keys));
        } else {
            keys.put(path, TreeWriter.inline(node));
        }
    }
}
