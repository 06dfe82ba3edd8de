package org.wsol.report.table;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.wsol.report.summary.Figures;
import org.wsol.report.summary.MapRow;
import org.wsol.report.summary.SeedStatistics;

/** Text tables of maps of other methods with the same networks. */
public final class MapTable {
    private static final CSVFormat FORMAT = CSVFormat.RFC4180
            .builder()
            .setRecordSeparator('\n')
            .setHeader(
                    "method",
                    "map",
                    "normaliser",
                    "seeds",
                    "max_box_acc_v2",
                    "max_box_acc_v2_transferred",
                    "top1_loc",
                    "road",
                    "seconds")
            .get();
    private static final List<String> HEADS =
            List.of("Method", "Map", "MaxBoxAccV2", "transferred", "Top-1 Loc", "ROAD", "s / image");

    private MapTable() {}

    /** Comma-separated values with all digits and every normaliser; lines end with {@code \n}. */
    public static String csv(List<MapRow> rows) {
        StringBuilder text = new StringBuilder();
        try (CSVPrinter printer = new CSVPrinter(text, FORMAT)) {
            for (MapRow row : rows) {
                printer.printRecord(
                        row.tag(),
                        row.map(),
                        row.normaliser(),
                        row.seconds().map(SeedStatistics::count).orElse(0),
                        digits(row.maxBoxAccV2()),
                        digits(row.transferred()),
                        digits(row.top1Loc()),
                        digits(row.road()),
                        digits(row.seconds()));
            }
        } catch (IOException e) {
            throw new IllegalStateException("writing text to memory failed", e);
        }
        return text.toString();
    }

    private static String digits(Optional<SeedStatistics> spread) {
        return spread.map(found -> Double.toString(found.mean())).orElse("");
    }

    /** Markdown, with the runs' own normaliser. */
    public static String markdown(List<MapRow> rows) {
        StringBuilder table = new StringBuilder("| " + String.join(" | ", HEADS) + " |\n");
        table.append(HEADS.stream()
                .map(head -> head.equals("Method") || head.equals("Map") ? "---" : "---:")
                .collect(Collectors.joining(" | ", "| ", " |\n")));
        for (MapRow row : own(rows)) {
            table.append(
                    cells(row).stream().map(MarkdownTable::escape).collect(Collectors.joining(" | ", "| ", " |\n")));
        }
        return table.toString();
    }

    /** A LaTeX {@code tabular} with rules of the {@code booktabs} package, with the runs' own normaliser. */
    public static String latex(List<MapRow> rows) {
        StringBuilder table =
                new StringBuilder("% needs \\usepackage{booktabs}\n\\begin{tabular}{llrrrrr}\n\\toprule\n");
        table.append(LatexTable.line(HEADS.stream().map(LatexTable::escape).toList()))
                .append("\\midrule\n");
        for (MapRow row : own(rows)) {
            table.append(
                    LatexTable.line(cells(row).stream().map(LatexTable::escape).toList()));
        }
        return table.append("\\bottomrule\n\\end{tabular}\n").toString();
    }

    private static List<MapRow> own(List<MapRow> rows) {
        return rows.stream().filter(MapRow::own).toList();
    }

    private static List<String> cells(MapRow row) {
        List<String> cells = new ArrayList<>(List.of(row.tag(), row.map()));
        cells.add(percent(row.maxBoxAccV2()));
        cells.add(percent(row.transferred()));
        cells.add(percent(row.top1Loc()));
        cells.add(exact(row.road()));
        cells.add(exact(row.seconds()));
        return cells;
    }

    private static String percent(Optional<SeedStatistics> spread) {
        return spread.map(found -> Figures.plain(found.mean())
                        + (found.standardDeviation().isPresent()
                                ? " ± "
                                        + Figures.plain(
                                                found.standardDeviation().getAsDouble())
                                : ""))
                .orElse(Figures.NONE);
    }

    private static String exact(Optional<SeedStatistics> spread) {
        return spread.map(found -> Figures.exact(found.mean())).orElse(Figures.NONE);
    }
}
