package org.wsol.report.page;

import java.util.List;
import java.util.Optional;
import org.wsol.report.page.PageData.Series;
import org.wsol.report.summary.Comparison;
import org.wsol.report.summary.Figures;
import org.wsol.report.summary.MapRow;
import org.wsol.report.summary.SeedStatistics;

/**
 * A comparison of maps of other methods with the same networks.
 *
 * @param rows rows with the runs' own normaliser
 * @param others rows with every normaliser; empty if there is only one
 * @param hasRoad whether ROAD was measured
 */
record MapsView(List<Row> rows, List<Row> others, boolean hasRoad) {

    /** A map method with its results. */
    record Row(
            String tag,
            int series,
            String map,
            String normaliser,
            ProtocolsView.Cell oracle,
            ProtocolsView.Cell transferred,
            ProtocolsView.Cell top1,
            ProtocolsView.Cell road,
            ProtocolsView.Cell seconds) {

        static Row of(MapRow row) {
            return new Row(
                    row.tag(),
                    Series.of(row.position()),
                    row.map(),
                    row.normaliser(),
                    ProtocolsView.Cell.of(row.maxBoxAccV2(), false),
                    ProtocolsView.Cell.of(row.transferred(), false),
                    ProtocolsView.Cell.of(row.top1Loc(), false),
                    exact(row.road()),
                    exact(row.seconds()));
        }

        private static ProtocolsView.Cell exact(Optional<SeedStatistics> spread) {
            return spread.map(found -> new ProtocolsView.Cell(Figures.exact(found.mean()), "", found.mean()))
                    .orElse(new ProtocolsView.Cell(Figures.NONE, "", Double.NEGATIVE_INFINITY));
        }
    }

    static Optional<MapsView> of(Comparison comparison) {
        List<MapRow> all = MapRow.of(comparison);
        if (all.isEmpty()) {
            return Optional.empty();
        }
        List<Row> own = all.stream().filter(MapRow::own).map(Row::of).toList();
        return Optional.of(new MapsView(
                own,
                own.size() < all.size() ? all.stream().map(Row::of).toList() : List.of(),
                all.stream().anyMatch(row -> row.road().isPresent())));
    }

    /** Whether more than one normaliser was scored. */
    public boolean hasOthers() {
        return !others.isEmpty();
    }
}
