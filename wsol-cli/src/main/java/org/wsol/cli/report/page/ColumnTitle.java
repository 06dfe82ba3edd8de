package org.wsol.cli.report.page;

import java.util.Arrays;
import java.util.Optional;
import org.wsol.cli.report.summary.Metric;

/** Names the columns of {@code epochs.csv} for readers. */
final class ColumnTitle {
    private static final String LOSS = "loss_";

    private ColumnTitle() {}

    /** {@code loss_similarity} becomes "Similarity loss", {@code val_maxBoxAccV2} "Val MaxBoxAccV2". */
    static String of(String column) {
        if (column.equals("lr")) {
            return "Learning rate";
        }
        if (column.startsWith(LOSS)) {
            return Words.ofKey(column.substring(LOSS.length())) + " loss";
        }
        int split = column.indexOf('_');
        return metric(column.substring(split + 1))
                .map(metric ->
                        split < 0 ? metric.label() : Words.ofKey(column.substring(0, split)) + " " + metric.label())
                .orElseGet(() -> Words.ofKey(column));
    }

    private static Optional<Metric> metric(String key) {
        return Arrays.stream(Metric.values())
                .filter(metric -> metric.key().equals(key))
                .findFirst();
    }
}
