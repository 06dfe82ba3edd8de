package org.wsol.report.summary;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.wsol.core.internal.Required;
import org.wsol.experiment.results.ReportedRun;

/** The rows of a report: runs that differ only in their seed, with unique names. */
final class ReportRows {
    private ReportRows() {}

    static List<MethodRuns> of(List<ReportedRun> finished) {
        List<List<ReportedRun>> rows = grouped(finished);
        List<String> names = new ArrayList<>(
                rows.stream().map(row -> row.get(0).entry().tag()).toList());
        for (List<Integer> same : clashes(names)) {
            rename(rows, names, same);
        }
        List<MethodRuns> methods = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            methods.add(new MethodRuns(names.get(i), rows.get(i)));
        }
        return methods;
    }

    /** Groups by row; if a row has a seed more than once, by session, and if that is still ambiguous, individually. */
    private static List<List<ReportedRun>> grouped(List<ReportedRun> runs) {
        return by(runs, run -> run.entry().rowKey()).stream()
                .flatMap(row -> repeatsSeeds(row) ? by(row, ReportRows::session).stream() : List.of(row).stream())
                .flatMap(row -> repeatsSeeds(row) ? row.stream().map(List::of) : List.of(row).stream())
                .toList();
    }

    private static List<List<ReportedRun>> by(List<ReportedRun> runs, Function<ReportedRun, String> key) {
        Map<String, List<ReportedRun>> groups = new LinkedHashMap<>();
        runs.forEach(run -> groups.computeIfAbsent(key.apply(run), unused -> new ArrayList<>())
                .add(run));
        return List.copyOf(groups.values());
    }

    private static boolean repeatsSeeds(List<ReportedRun> row) {
        return row.stream().map(run -> run.entry().seed()).distinct().count() < row.size();
    }

    private static String session(ReportedRun run) {
        return String.valueOf(
                Required.folderOf(run.folder().toAbsolutePath().normalize()).getFileName());
    }

    /** Indices of names that are equal or differ only in case. */
    private static List<List<Integer>> clashes(List<String> names) {
        Map<String, List<Integer>> places = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            places.computeIfAbsent(names.get(i).toLowerCase(Locale.ROOT), unused -> new ArrayList<>())
                    .add(i);
        }
        return places.values().stream().filter(group -> group.size() > 1).toList();
    }

    /**
     * Renames rows with the same name: adds the differing keys, else their session, else the folder of their first run.
     */
    private static void rename(List<List<ReportedRun>> rows, List<String> names, List<Integer> same) {
        List<ReportedRun> firsts = same.stream().map(i -> rows.get(i).get(0)).toList();
        List<String> keys = DifferingKeys.of(firsts);
        List<List<String>> candidates = new ArrayList<>();
        candidates.add(join(
                firsts,
                keys,
                (run, text) -> text.isEmpty() ? run.entry().tag() : run.entry().tag() + " (" + text + ")"));
        candidates.add(firsts.stream()
                .map(run -> session(run) + "/" + run.entry().tag())
                .toList());
        candidates.add(join(
                firsts, keys, (run, text) -> session(run) + "/" + run.entry().tag() + " (" + text + ")"));
        candidates.add(
                firsts.stream().map(run -> session(run) + "/" + run.name()).toList());
        List<String> chosen = candidates.stream()
                .filter(candidate -> candidate.stream()
                                .map(name -> name.toLowerCase(Locale.ROOT))
                                .distinct()
                                .count()
                        == same.size())
                .findFirst()
                .orElseGet(() -> firsts.stream()
                        .map(run -> run.folder().toAbsolutePath().normalize().toString())
                        .collect(Collectors.toList()));
        for (int i = 0; i < same.size(); i++) {
            names.set(same.get(i), chosen.get(i));
        }
    }

    /** Combines a run's name and a text. */
    private interface Naming {
        String name(ReportedRun run, String text);
    }

    private static List<String> join(List<ReportedRun> runs, List<String> texts, Naming naming) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            names.add(naming.name(runs.get(i), texts.get(i)));
        }
        return names;
    }
}
