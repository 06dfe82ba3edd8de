package org.wsol.report.summary;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.wsol.experiment.results.Localization;
import org.wsol.experiment.results.MapScores;
import org.wsol.experiment.results.MapScores.MapScore;
import org.wsol.experiment.results.ReportedRun;

/**
 * The scores of one map method with the networks of a tag, over its seeds.
 *
 * @param tag the tag of the runs
 * @param position the tag's position in the report, from 0
 * @param map the map method
 * @param normaliser how they were scaled to [0, 1]
 * @param own whether this is the runs' own normaliser
 * @param maxBoxAccV2 percent, with the best thresholds of the test split
 * @param transferred the same with thresholds of the validation split
 * @param top1Loc percent, with the best threshold of the test split
 * @param road mean of ROAD, in [-0.5, 0.5]
 * @param seconds seconds per image
 */
public record MapRow(
        String tag,
        int position,
        String map,
        String normaliser,
        boolean own,
        Optional<SeedStatistics> maxBoxAccV2,
        Optional<SeedStatistics> transferred,
        Optional<SeedStatistics> top1Loc,
        Optional<SeedStatistics> road,
        Optional<SeedStatistics> seconds) {

    /** The rows of all tags whose runs compared maps: tag by tag, map by map, the runs' own normaliser first. */
    public static List<MapRow> of(Comparison comparison) {
        List<MapRow> rows = new ArrayList<>();
        for (int i = 0; i < comparison.methods().size(); i++) {
            rows.addAll(of(comparison.methods().get(i), i));
        }
        return rows;
    }

    private static List<MapRow> of(MethodRuns method, int position) {
        Set<List<String>> keys = new LinkedHashSet<>();
        for (MapScore score : scores(method).toList()) {
            if (score.rows().isEmpty()) {
                keys.add(List.of(score.map(), own(method)));
            }
            score.rows().forEach(row -> keys.add(List.of(score.map(), row.normaliser())));
        }
        return keys.stream()
                .map(key -> of(method, position, key.get(0), key.get(1)))
                .toList();
    }

    private static MapRow of(MethodRuns method, int position, String map, String normaliser) {
        return new MapRow(
                method.tag(),
                position,
                map,
                normaliser,
                normaliser.equals(own(method)),
                spread(method, map, score -> value(score, normaliser, "oracle", Localization::maxBoxAccV2)),
                spread(method, map, score -> value(score, normaliser, "transferred", Localization::maxBoxAccV2)),
                spread(method, map, score -> value(score, normaliser, "oracle", Localization::top1Loc)),
                spread(method, map, score -> score.road()
                        .map(road -> OptionalDouble.of(road.mean()))
                        .orElse(OptionalDouble.empty())),
                spread(method, map, score -> OptionalDouble.of(score.seconds())));
    }

    private static String own(MethodRuns method) {
        return method.runs().stream()
                .map(ReportedRun::mapScores)
                .map(MapScores::normaliser)
                .filter(name -> !name.isEmpty())
                .findFirst()
                .orElse("");
    }

    private static Stream<MapScore> scores(MethodRuns method) {
        return method.runs().stream().flatMap(run -> run.mapScores().maps().stream());
    }

    private static Optional<SeedStatistics> spread(
            MethodRuns method, String map, Function<MapScore, OptionalDouble> value) {
        return SeedStatistics.of(scores(method)
                .filter(score -> score.map().equals(map))
                .map(value)
                .filter(OptionalDouble::isPresent)
                .map(OptionalDouble::getAsDouble)
                .toList());
    }

    private static OptionalDouble value(
            MapScore score, String normaliser, String protocol, Function<Localization, OptionalDouble> number) {
        return score.rows().stream()
                .filter(row ->
                        row.normaliser().equals(normaliser) && row.protocol().equals(protocol))
                .map(row -> number.apply(row.localization()))
                .findFirst()
                .orElse(OptionalDouble.empty());
    }
}
