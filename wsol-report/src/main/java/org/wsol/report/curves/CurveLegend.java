package org.wsol.report.curves;

import java.util.List;

/** Names, colours and dashes of the lines, in rows that fit the width. */
final class CurveLegend {
    /** Colours that are distinguishable with colour blindness (Okabe and Ito, 2008). */
    private static final List<String> COLOURS =
            List.of("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#999999");

    /** Patterns of lines; every one is combined with all colours. */
    private static final List<String> DASHES = List.of("none", "6 3", "2 2", "8 2 2 2");

    private static final int ROW = 16;
    private static final int SAMPLE = 24;
    private static final int GAP = 16;
    /** An upper bound for the average width of a letter at font size 11. */
    private static final double LETTER = 6.5;

    private final StringBuilder svg = new StringBuilder();
    private final int height;

    /** @param width of the image */
    CurveLegend(List<String> labels, int left, int width) {
        double x = left;
        int row = 0;
        for (int i = 0; i < labels.size(); i++) {
            double needed = SAMPLE + LETTER * labels.get(i).length();
            if (x > left && x + needed > width) {
                row++;
                x = left;
            }
            double y = ROW * row + 14;
            svg.append(Svg.text("<path d=\"M%.1f %.1fh18\" %s/>", x, y, style(i)))
                    .append(Svg.text(
                            "<text x=\"%.1f\" y=\"%.1f\">%s</text>\n", x + SAMPLE, y + 4, Svg.escaped(labels.get(i))));
            x += needed + GAP;
        }
        this.height = ROW * (row + 1) + 8;
    }

    /** The attributes of a line. */
    static String style(int line) {
        String colour = COLOURS.get(line % COLOURS.size());
        String dash = DASHES.get(line / COLOURS.size() % DASHES.size());
        return "fill=\"none\" stroke-width=\"2\" stroke=\"" + colour + "\""
                + (dash.equals("none") ? "" : " stroke-dasharray=\"" + dash + "\"");
    }

    int height() {
        return height;
    }

    String svg() {
        return svg.toString();
    }
}
