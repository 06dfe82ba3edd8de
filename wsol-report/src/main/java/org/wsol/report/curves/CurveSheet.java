package org.wsol.report.curves;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A sheet of small charts, one per logged number, with one line per run: readable on light and dark pages, without
 * scripts or embedded fonts. Written as SVG.
 */
public final class CurveSheet {
    private static final int WIDTH = 300;
    private static final int HEIGHT = 190;
    private static final int LEFT = 46;
    private static final int TOP = 26;
    private static final int PLOT_WIDTH = WIDTH - LEFT - 14;
    private static final int PLOT_HEIGHT = HEIGHT - TOP - 30;
    private static final int LEGEND = 24;
    private static final int COLUMNS = 3;
    private static final int TICKS = 4;

    /** Colours that are distinguishable with colour blindness (Okabe and Ito, 2008). */
    private static final List<String> COLOURS =
            List.of("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#999999");

    private CurveSheet() {}

    /**
     * A sheet for runs and columns of their {@code epochs.csv}.
     *
     * @param runs folders of runs
     * @param labels their names in the image, one per run
     * @param columns for example {@code validation.maxBoxAccV2}
     * @return an SVG document
     */
    public static String of(List<Path> runs, List<String> labels, List<String> columns) {
        int rows = (columns.size() + COLUMNS - 1) / COLUMNS;
        int across = Math.min(COLUMNS, columns.size());
        StringBuilder svg = new StringBuilder();
        svg.append(text(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
                        + " font-size=\"11\">%n",
                across * WIDTH, rows * HEIGHT + LEGEND));
        svg.append("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n");
        for (int i = 0; i < labels.size(); i++) {
            int x = LEFT + i * (across * WIDTH - LEFT) / labels.size();
            svg.append(text(
                    "<path d=\"M%d 14h18\" stroke=\"%s\" stroke-width=\"2\"/><text x=\"%d\" y=\"18\">%s</text>%n",
                    x, colour(i), x + 24, escaped(labels.get(i))));
        }
        for (int i = 0; i < columns.size(); i++) {
            String column = columns.get(i);
            List<LoggedLine> lines = new ArrayList<>();
            for (int run = 0; run < runs.size(); run++) {
                lines.add(LoggedLine.read(runs.get(run), labels.get(run), column));
            }
            svg.append(
                    text("<g transform=\"translate(%d %d)\">%n", i % COLUMNS * WIDTH, LEGEND + i / COLUMNS * HEIGHT));
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
        Scale scale = new Scale(last, low, high > low ? high : low + 1);
        StringBuilder svg = new StringBuilder();
        svg.append(text("<text x=\"%d\" y=\"16\" font-weight=\"bold\">%s</text>%n", LEFT, escaped(title)));
        for (int i = 0; i <= TICKS; i++) {
            double value = scale.low() + (scale.high() - scale.low()) * i / TICKS;
            double epoch = last * i / TICKS;
            svg.append(text(
                    "<path d=\"M%d %.1fh%d\" stroke=\"#dddddd\"/><text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>%n",
                    LEFT, scale.y(value), PLOT_WIDTH, LEFT - 5, scale.y(value) + 4, number(value)));
            svg.append(text(
                    "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>%n",
                    scale.x(epoch), HEIGHT - 12, number(epoch)));
        }
        for (int i = 0; i < lines.size(); i++) {
            List<String> points = lines.get(i).points().stream()
                    .map(point -> text("%.1f,%.1f", scale.x(point.epoch()), scale.y(point.value())))
                    .toList();
            svg.append(text(
                    "<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"2\" points=\"%s\"/>%n",
                    colour(i), String.join(" ", points)));
        }
        return svg.toString();
    }

    private record Scale(double last, double low, double high) {
        double x(double epoch) {
            return LEFT + epoch / last * PLOT_WIDTH;
        }

        double y(double value) {
            return TOP + (high - value) / (high - low) * PLOT_HEIGHT;
        }
    }

    private static String colour(int line) {
        return COLOURS.get(line % COLOURS.size());
    }

    private static String number(double value) {
        double size = Math.abs(value);
        return text(size >= 20 ? "%.0f" : size >= 2 ? "%.1f" : "%.2f", value);
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values).replace(System.lineSeparator(), "\n");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
