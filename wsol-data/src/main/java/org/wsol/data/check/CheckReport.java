package org.wsol.data.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.wsol.core.DataException;
import org.wsol.core.internal.Counted;

/**
 * The result of {@link DatasetChecker}.
 *
 * @param dataset the name of the set
 * @param classes number of classes
 * @param splits the size of each split
 * @param findings the problems, worst first; empty if there are none
 */
public record CheckReport(String dataset, int classes, List<SplitSummary> splits, List<Finding> findings) {
    /** The largest number of classes that are listed by name. */
    private static final int MOST_CLASSES = 20;

    /** Copies the lists. */
    public CheckReport {
        splits = List.copyOf(splits);
        findings = List.copyOf(findings);
    }

    /** The report on a data set that could not be opened, with the reason. */
    public static CheckReport unreadable(String dataset, DataException reason) {
        Finding finding = new Finding(FindingKind.BAD_LIST, reason.count(), reason.problems());
        return new CheckReport(dataset, 0, List.of(), List.of(finding));
    }

    /** Whether a finding would make results wrong. */
    public boolean hasErrors() {
        return findings.stream().anyMatch(finding -> finding.kind().isError());
    }

    /** The report as lines of plain text: a table of splits, then the findings with examples and remedies. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        if (!splits.isEmpty()) {
            addTable(lines);
        }
        findings.forEach(finding -> addFinding(finding, lines));
        if (findings.isEmpty()) {
            lines.add("no problems found");
        }
        return lines;
    }

    private void addTable(List<String> lines) {
        lines.add(dataset + ": " + Counted.of(classes, "class"));
        lines.add("");
        lines.add(
                String.format(Locale.ROOT, "%-6s %9s %9s %9s   %s", "split", "images", "boxes", "masks", "per class"));
        for (SplitSummary split : splits) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%-6s %9d %9d %9d   %d to %d",
                    split.name().id(),
                    split.images(),
                    split.boxes(),
                    split.masks(),
                    split.fewest(),
                    split.most()));
        }
        addClasses(lines);
        lines.add("");
    }

    /** The images of each class in all splits; a wrong folder is noticed by its name. */
    private void addClasses(List<String> lines) {
        if (classes > MOST_CLASSES) {
            return;
        }
        Map<String, Integer> images = new LinkedHashMap<>();
        splits.forEach(
                split -> split.imagesPerClass().forEach((name, count) -> images.merge(name, count, Integer::sum)));
        lines.add("");
        lines.add(images.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", ", "classes: ", "")));
    }

    private static void addFinding(Finding finding, List<String> lines) {
        lines.add((finding.kind().isError() ? "ERROR  " : "note   ")
                + finding.kind().summary() + ": " + finding.count());
        finding.examples().forEach(example -> lines.add("         " + example));
        int more = finding.count() - finding.examples().size();
        if (more > 0) {
            lines.add("         ... and " + more + " more");
        }
        lines.add("       -> " + finding.kind().remedy());
    }

    /** The report as nested maps and lists, ready for a JSON writer. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("dataset", dataset);
        map.put("classes", classes);
        map.put("ok", !hasErrors());
        map.put("splits", splits.stream().map(CheckReport::toMap).toList());
        map.put("findings", findings.stream().map(CheckReport::toMap).toList());
        return map;
    }

    private static Map<String, Object> toMap(SplitSummary split) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("split", split.name().id());
        map.put("images", split.images());
        map.put("boxes", split.boxes());
        map.put("masks", split.masks());
        map.put("imagesPerClass", split.imagesPerClass());
        return map;
    }

    private static Map<String, Object> toMap(Finding finding) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("kind", finding.kind().name().toLowerCase(Locale.ROOT));
        map.put("severity", finding.kind().isError() ? "error" : "note");
        map.put("count", finding.count());
        map.put("summary", finding.kind().summary());
        map.put("remedy", finding.kind().remedy());
        map.put("examples", finding.examples());
        return map;
    }

    /**
     * All findings of one kind.
     *
     * @param kind the kind of problem
     * @param count number of occurrences
     * @param examples the first few, each naming split and file
     */
    public record Finding(FindingKind kind, int count, List<String> examples) {

        /** Copies the examples. */
        public Finding {
            examples = List.copyOf(examples);
        }
    }
}
