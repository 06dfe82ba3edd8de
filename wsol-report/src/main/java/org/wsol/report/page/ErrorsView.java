package org.wsol.report.page;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.wsol.report.page.PageData.Series;
import org.wsol.report.summary.ErrorShares;
import org.wsol.report.summary.Figures;
import org.wsol.report.summary.MethodRuns;

/**
 * Shares of the kinds of errors.
 *
 * @param kinds legend and table header
 * @param rows one per tag
 */
record ErrorsView(List<Kind> kinds, List<Row> rows) {
    private static final Map<String, String> MEANING = Map.of(
            "correct", "correct class, IoU at least 0.5",
            "part", "the box covers only a part of the object",
            "more", "the box extends far beyond the object",
            "multi-instance", "the box spans several objects",
            "wrong-place", "the box misses the object",
            "wrong-class", "the predicted class is wrong");

    /** A kind of error with its colour and meaning. */
    record Kind(String name, String colour, String meaning) {}

    /** A tag. */
    record Row(String tag, int series, long total, List<Share> shares) {}

    /** Share of a kind, in percent with one decimal, and as a width. */
    record Share(String kind, String colour, String percent, long count, double width) {}

    static Optional<ErrorsView> of(List<MethodRuns> methods) {
        ErrorShares shares = ErrorShares.of(methods);
        if (shares.counts().isEmpty()) {
            return Optional.empty();
        }
        List<Kind> kinds = shares.kinds().stream()
                .map(kind -> new Kind(inWords(kind), colour(shares, kind), MEANING.getOrDefault(kind, "")))
                .toList();
        List<Row> rows = IntStream.range(0, methods.size())
                .filter(i -> shares.total(methods.get(i).tag()) > 0)
                .mapToObj(i -> row(methods.get(i).tag(), Series.of(i), shares))
                .toList();
        return Optional.of(new ErrorsView(kinds, rows));
    }

    private static Row row(String tag, int series, ErrorShares shares) {
        List<Share> cells = shares.kinds().stream()
                .map(kind -> new Share(
                        inWords(kind),
                        colour(shares, kind),
                        Figures.plain(shares.percent(tag, kind)),
                        shares.count(tag, kind),
                        shares.percent(tag, kind)))
                .toList();
        return new Row(tag, series, shares.total(tag), cells);
    }

    private static String inWords(String kind) {
        return kind.replace('-', ' ');
    }

    private static String colour(ErrorShares shares, String kind) {
        return kind.equals(ErrorShares.CORRECT)
                ? "kind-correct"
                : "kind-"
                        + Math.min(
                                6,
                                shares.kinds().indexOf(kind) + (shares.kinds().contains(ErrorShares.CORRECT) ? 0 : 1));
    }
}
