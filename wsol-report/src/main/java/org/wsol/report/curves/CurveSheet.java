package org.wsol.report.curves;

import java.nio.file.Path;
import java.util.List;

/**
 * A sheet of small charts, one per logged number, with one line per run: readable on light and dark pages, without
 * scripts or embedded fonts. Written as SVG.
 */
public final class CurveSheet {
    private static final int WIDTH = 300;
    private static final int HEIGHT = 200;
    private static final int LEFT = 46;
    private static final int TOP = 26;
    private static final int PLOT_WIDTH = WIDTH - LEFT - 14;
    private static final int PLOT_HEIGHT = HEIGHT - TOP - 40;
    private static final int COLUMNS = 3;
    private static final int INTERVALS = 5;

    private CurveSheet() {}

    /**
     * A sheet for runs and columns of their {@code epochs.csv}.
     *
     * @param runs folders of runs
     * @param labels their names in the image, one per run
     * @param columns for example {@code validation.maxBoxAccV2}
     * @return an SVG document
     * @throws org.wsol.core.InvalidInputException if no run has such a column
     */
    public static String of(List<Path> runs, List<String> labels, List<String> columns) {
        int rows = (columns.size() + COLUMNS - 1) / COLUMNS;
        int width = Math.min(COLUMNS, columns.size()) * WIDTH;
        CurveLegend legend = new CurveLegend(labels, LEFT, width);
        StringBuilder svg = new StringBuilder();
        svg.append(Svg.text(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
                        + " font-size=\"11\">\n",
                width, rows * HEIGHT + legend.height()));
        svg.append("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n").append(legend.svg());
        for (int i = 0; i < columns.size(); i++) {
            String column = columns.get(i);
            List<LoggedLine> lines = LoggedLine.read(runs, labels, column);
            svg.append(Svg.text(
                    "<g transform=\"translate(%d %d)\">\n",
                    i % COLUMNS * WIDTH, legend.height() + i / COLUMNS * HEIGHT));
            svg.append(chart(column, lines)).append("</g>\n");
        }
        return svg.append("</svg>\n").toString();
    }

    private static String chart(String title, List<LoggedLine> lines) {
        List<LoggedLine.Point> all =
                lines.stream().flatMap(line -> line.points().stream()).toList();
        double last = all.stream().mapToDouble(LoggedLine.Point::epoch).max().orElse(1);
        double high = all.stream().mapToDouble(LoggedLine.Point::value).max().orElse(1);
        double low = Math.min(
                0, all.stream().mapToDouble(LoggedLine.Point::value).min().orElse(0));
        Scale scale = new Scale(last > 0 ? last : 1, low, high > low ? high : low + 1);
        StringBuilder svg = new StringBuilder();
        svg.append(Svg.text("<text x=\"%d\" y=\"16\" font-weight=\"bold\">%s</text>\n", LEFT, Svg.escaped(title)));
        svg.append(axes(scale));
        for (int i = 0; i < lines.size(); i++) {
            svg.append(line(lines.get(i), scale, CurveLegend.style(i)));
        }
        return svg.toString();
    }

    private static String axes(Scale scale) {
        StringBuilder svg = new StringBuilder();
        AxisTicks values = AxisTicks.between(scale.low(), scale.high(), INTERVALS);
        for (double value : values.values()) {
            svg.append(Svg.text(
                    "<path d=\"M%d %.1fh%d\" stroke=\"#dddddd\"/><text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>\n",
                    LEFT, scale.y(value), PLOT_WIDTH, LEFT - 5, scale.y(value) + 4, values.text(value)));
        }
        AxisTicks epochs = AxisTicks.between(0, scale.last(), INTERVALS);
        for (double epoch : epochs.values()) {
            svg.append(Svg.text(
                    "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>\n",
                    scale.x(epoch), HEIGHT - 22, epochs.text(epoch)));
        }
        return svg.append(Svg.text(
                        "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">epochs</text>\n",
                        LEFT + PLOT_WIDTH / 2, HEIGHT - 8))
                .toString();
    }

    /** A line, or a dot if there is only one value. */
    private static String line(LoggedLine line, Scale scale, String style) {
        if (line.points().size() == 1) {
            LoggedLine.Point only = line.points().get(0);
            return Svg.text(
                    "<circle r=\"2\" cx=\"%.1f\" cy=\"%.1f\" %s/>\n",
                    scale.x(only.epoch()), scale.y(only.value()), style);
        }
        if (line.points().isEmpty()) {
            return "";
        }
        List<String> points = line.points().stream()
                .map(point -> Svg.text("%.1f,%.1f", scale.x(point.epoch()), scale.y(point.value())))
                .toList();
        return Svg.text("<polyline %s points=\"%s\"/>\n", style, String.join(" ", points));
    }

    private record Scale(double last, double low, double high) {
        double x(double epoch) {
            return LEFT + epoch / last * PLOT_WIDTH;
        }

        double y(double value) {
            return TOP + (high - value) / (high - low) * PLOT_HEIGHT;
        }
    }
}
