package org.wsol.cli.terminal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A table in plain text: aligned columns, numbers right-aligned. */
public final class TextTable {
    private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9.]+%?( \\+- [0-9.]+)?|-|");
    private final List<List<String>> rows = new ArrayList<>();

    /** Creates a table with the given headers. */
    public TextTable(List<String> headings) {
        rows.add(List.copyOf(headings));
    }

    /** Adds a row with one cell per header. */
    public TextTable row(List<String> cells) {
        if (cells.size() != rows.get(0).size()) {
            throw new IllegalArgumentException("expected " + rows.get(0).size() + " cells, got " + cells);
        }
        rows.add(List.copyOf(cells));
        return this;
    }

    /** The content of a cell with keys and values. */
    public static String pairs(Map<String, String> pairs) {
        return pairs.entrySet().stream()
                .map(key -> key.getKey() + "=" + key.getValue())
                .collect(Collectors.joining(" "));
    }

    /** The lines, header first. */
    public List<String> lines() {
        List<Integer> widths = new ArrayList<>(Collections.nCopies(rows.get(0).size(), 0));
        rows.forEach(row -> {
            for (int i = 0; i < row.size(); i++) {
                widths.set(i, Math.max(widths.get(i), row.get(i).length()));
            }
        });
        List<Boolean> numeric =
                IntStream.range(0, widths.size()).mapToObj(this::isNumeric).toList();
        return rows.stream().map(row -> line(row, widths, numeric)).toList();
    }

    private static String line(List<String> row, List<Integer> widths, List<Boolean> numeric) {
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < row.size(); i++) {
            String padding = " ".repeat(widths.get(i) - row.get(i).length());
            cells.add(numeric.get(i) ? padding + row.get(i) : row.get(i) + padding);
        }
        return cells.stream().collect(Collectors.joining("  ")).stripTrailing();
    }

    private boolean isNumeric(int column) {
        return rows.stream().skip(1).allMatch(row -> NUMBER.matcher(row.get(column))
                .matches());
    }
}
