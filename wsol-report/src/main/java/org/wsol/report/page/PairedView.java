package org.wsol.report.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wsol.report.page.PageData.Series;
import org.wsol.report.summary.Comparison;
import org.wsol.report.summary.Figures;
import org.wsol.report.summary.MethodRuns;
import org.wsol.report.summary.PairedImages;

/**
 * Every tag compared to the baseline, image by image.
 *
 * @param baseline the baseline's tag
 * @param rows one per other tag
 */
record PairedView(String baseline, List<Row> rows) {

    /** A tag's counts with the difference and its p-value as shown. */
    record Row(String tag, int series, PairedImages images, String difference, String pValue) {}

    static Optional<PairedView> of(Comparison comparison) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < comparison.methods().size(); i++) {
            MethodRuns method = comparison.methods().get(i);
            if (!method.equals(comparison.baseline())) {
                int series = Series.of(i);
                PairedImages.of(method, comparison.baseline())
                        .map(images -> row(method.tag(), series, images))
                        .ifPresent(rows::add);
            }
        }
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(new PairedView(comparison.baseline().tag(), rows));
    }

    private static Row row(String tag, int series, PairedImages images) {
        return new Row(tag, series, images, Figures.signed(images.difference()), Figures.pValue(images.pValue()));
    }
}
