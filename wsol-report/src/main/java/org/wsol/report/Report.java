package org.wsol.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wsol.core.DataException;
import org.wsol.core.InvalidInputException;
import org.wsol.core.component.Suggestion;
import org.wsol.core.internal.io.OwnFiles;
import org.wsol.experiment.results.ReportedRun;
import org.wsol.experiment.results.ReportedRuns;
import org.wsol.report.gallery.Gallery;
import org.wsol.report.gallery.GalleryBuilder;
import org.wsol.report.page.HtmlPage;
import org.wsol.report.summary.Comparison;
import org.wsol.report.summary.MapRow;
import org.wsol.report.summary.Metric;
import org.wsol.report.summary.Scatter;
import org.wsol.report.table.CsvTable;
import org.wsol.report.table.LatexTable;
import org.wsol.report.table.MapTable;
import org.wsol.report.table.MarkdownTable;

/** The comparison of some runs, for output as a page or as tables. */
public final class Report {
    private final Comparison comparison;
    private final List<String> damaged;

    private Report(Comparison comparison, List<String> damaged) {
        this.comparison = comparison;
        this.damaged = List.copyOf(damaged);
    }

    /**
     * Reads runs and compares them.
     *
     * @param sources session or run folders
     * @param baseline the tag to which all others are compared; the first one if empty
     * @throws org.wsol.core.InvalidInputException if a folder holds no runs, a file is malformed, no run has finished,
     *     or there is no such tag
     */
    public static Report of(List<Path> sources, Optional<String> baseline) {
        List<String> damaged = new ArrayList<>();
        List<ReportedRun> runs = ReportedRuns.read(sources, problem -> damaged.add(problem.getMessage()));
        if (runs.isEmpty() && !damaged.isEmpty()) {
            throw new DataException("no run can be read: " + damaged.get(0));
        }
        return new Report(Comparison.of(runs, baseline), damaged);
    }

    /** The problems of runs skipped because of damaged files, each naming a file. */
    public List<String> damaged() {
        return damaged;
    }

    /** The number of runs without results, which are not in the tables: failed, interrupted or still running ones. */
    public int unfinished() {
        return comparison.unfinished().size();
    }

    /** Names the methods that are not compared because their test images differ; empty if there are none. */
    public Optional<String> imagesNote() {
        return comparison.imagesNote();
    }

    /**
     * Writes one self-contained HTML page atomically: readers see either the old or the complete new page.
     *
     * @param file the page, for example {@code report.html}
     * @param title its heading
     * @param galleryLimit the largest number of images to embed; 0 for no gallery
     * @return paths of the photos that could not be read, which the page shows in grey
     * @throws org.wsol.core.InvalidInputException if the file exists and was not written by this program
     * @throws org.wsol.core.StorageException if the file cannot be written
     */
    public List<String> writePage(Path file, String title, int galleryLimit) {
        return writePage(file, title, galleryLimit, false);
    }

    /**
     * The same.
     *
     * @param overwrite whether a file that this program did not write may be replaced
     */
    public List<String> writePage(Path file, String title, int galleryLimit, boolean overwrite) {
        Optional<Gallery> gallery =
                galleryLimit > 0 ? new GalleryBuilder(comparison, galleryLimit).build() : Optional.empty();
        OwnFiles.writeText(file, HtmlPage.render(title, comparison, gallery), overwrite);
        return gallery.map(Gallery::unreadable).orElse(List.of());
    }

    /** The result table in Markdown, with all metrics and standard deviations. */
    public String markdown() {
        return markdown(List.of(), Scatter.DEVIATION);
    }

    /**
     * The result table in Markdown.
     *
     * @param metrics names as in {@code metrics.json} or in the table's header; empty for all
     * @param scatter what is written next to a mean
     * @throws org.wsol.core.InvalidInputException if no run has a metric of that name
     */
    public String markdown(List<String> metrics, Scatter scatter) {
        return MarkdownTable.of(comparison, metrics(metrics), scatter);
    }

    /** The result table as comma-separated values, one line per method and metric. */
    public String csv() {
        return csv(List.of());
    }

    /**
     * The same with some metrics only.
     *
     * @param metrics as for {@link #markdown(List, Scatter)}
     * @throws org.wsol.core.InvalidInputException if no run has a metric of that name
     */
    public String csv(List<String> metrics) {
        return CsvTable.of(comparison, metrics(metrics));
    }

    /** The result table as LaTeX {@code tabular}, the best numbers in bold, with all metrics and standard deviations. */
    public String latex() {
        return latex(List.of(), Scatter.DEVIATION);
    }

    /**
     * The result table as LaTeX {@code tabular}, the best numbers in bold.
     *
     * @param metrics as for {@link #markdown(List, Scatter)}
     * @param scatter what is written next to a mean
     * @throws org.wsol.core.InvalidInputException if no run has a metric of that name
     */
    public String latex(List<String> metrics, Scatter scatter) {
        return LatexTable.of(comparison, metrics(metrics), scatter);
    }

    private List<Metric> metrics(List<String> names) {
        List<Metric> known = comparison.allMetrics();
        if (known.isEmpty()) {
            throw new InvalidInputException("there is no table: no run has a metric"
                    + comparison.missing().values().stream()
                            .findFirst()
                            .map(why -> "; " + why)
                            .orElse(""));
        }
        return names.isEmpty() ? known : names.stream().map(this::metric).toList();
    }

    /** Whether a run compared map methods ({@code evaluation.maps}). */
    public boolean hasMaps() {
        return !MapRow.of(comparison).isEmpty();
    }

    /** Maps of other methods in Markdown. */
    public String mapsMarkdown() {
        return MapTable.markdown(mapRows());
    }

    /** Maps of other methods as comma-separated values, one line per method, map and normaliser. */
    public String mapsCsv() {
        return MapTable.csv(mapRows());
    }

    /** Maps of other methods as LaTeX {@code tabular}. */
    public String mapsLatex() {
        return MapTable.latex(mapRows());
    }

    private List<MapRow> mapRows() {
        List<MapRow> rows = MapRow.of(comparison);
        if (rows.isEmpty()) {
            throw new InvalidInputException("--maps: no run compared maps; evaluation.maps names some, for example"
                    + " 'wsol evaluate RUN evaluation.maps=[cam,layercam]'");
        }
        return rows;
    }

    private Metric metric(String name) {
        List<Metric> known = comparison.allMetrics();
        return known.stream()
                .filter(metric ->
                        metric.key().equalsIgnoreCase(name) || metric.label().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> {
                    List<String> keys = known.stream().map(Metric::key).toList();
                    return new InvalidInputException("--metrics: no run has '" + name + "'"
                            + Suggestion.forName(name, keys) + "; available: " + String.join(", ", keys));
                });
    }
}
