package org.wsol.experiment.internal.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.wsol.core.ScoreMap;
import org.wsol.core.StorageException;
import org.wsol.eval.metric.LocalizationReport;
import org.wsol.eval.statistics.Bootstrap;
import org.wsol.eval.statistics.Bootstrap.ConfidenceInterval;
import org.wsol.experiment.results.MapScores;
import org.wsol.experiment.results.MapScores.MapScore;
import org.wsol.experiment.results.MapStack;
import org.wsol.experiment.results.TestScores.Interval;
import org.wsol.experiment.schema.ExperimentConfig;
import org.wsol.maps.MapSpec;
import org.wsol.maps.faithfulness.Road;
import org.wsol.pipeline.evaluation.Evaluation.MapEvaluation;

/**
 * Writes the scores of the maps of {@code evaluation.maps}: {@code map-scores.json}, and the maps themselves.
 *
 * @param config the run's configuration
 * @param folder the run's folder
 */
record MapComparisonFiles(ExperimentConfig config, Path folder) {
    private static final double CONFIDENCE = 0.95;

    /**
     * Writes the files.
     *
     * @param test the methods on the test split
     * @param val the same on the split whose best thresholds are transferred; empty for none
     */
    void write(List<MapEvaluation> test, List<MapEvaluation> val) {
        Map<MapSpec, MapEvaluation> chosenOn =
                val.stream().collect(Collectors.toMap(MapEvaluation::map, Function.identity()));
        List<MapScore> scores = new ArrayList<>();
        for (MapEvaluation map : test) {
            MapScore score = new MapScore(
                    map.map().toString(),
                    map.seconds(),
                    road(map.road()),
                    rows(map, Optional.ofNullable(chosenOn.get(map.map()))));
            scores.add(score);
            if (!map.kept().isEmpty()) {
                keep(folder.resolve(score.fileName()), map.kept());
            }
        }
        new MapScores(config.evaluation().normaliser(), scores).write(folder.resolve(MapScores.FILE_NAME));
    }

    private static void keep(Path file, List<ScoreMap> maps) {
        try {
            Files.createDirectories(file.getParent());
        } catch (IOException e) {
            throw new StorageException("cannot create the folder " + file.getParent(), e);
        }
        MapStack.write(file, maps);
    }

    private List<MapScore.Row> rows(MapEvaluation test, Optional<MapEvaluation> val) {
        List<MapScore.Row> rows = new ArrayList<>();
        test.boxes().forEach((normaliser, boxes) -> {
            if (boxes.images() == 0) {
                return;
            }
            if (config.evaluation().protocol().contains(RunEvaluation.ORACLE)) {
                rows.add(row(normaliser, RunEvaluation.ORACLE, boxes.oracle()));
            }
            val.map(found -> found.boxes().get(normaliser))
                    .filter(found -> found.images() > 0)
                    .map(found -> found.bestThresholds("val"))
                    .ifPresent(
                            chosen -> rows.add(row(normaliser, RunEvaluation.TRANSFERRED, boxes.transferred(chosen))));
        });
        return rows;
    }

    private static MapScore.Row row(String normaliser, String protocol, LocalizationReport report) {
        return new MapScore.Row(normaliser, protocol, LocalizationNumbers.of(report, Optional.empty()));
    }

    private Optional<MapScore.Road> road(List<Road.Summary> images) {
        if (images.isEmpty()) {
            return Optional.empty();
        }
        double[] numbers = images.stream().mapToDouble(Road.Summary::combined).toArray();
        int tied = (int) images.stream().filter(image -> image.tied() > 0).count();
        int resamples = config.evaluation().bootstrap();
        Optional<Interval> interval = resamples == 0
                ? Optional.empty()
                : Optional.of(interval(new Bootstrap(resamples, CONFIDENCE, config.seed()), numbers));
        double mean =
                images.stream().mapToDouble(Road.Summary::combined).average().orElse(0);
        return Optional.of(new MapScore.Road(mean, interval, numbers.length, tied));
    }

    private static Interval interval(Bootstrap bootstrap, double[] numbers) {
        ConfidenceInterval found = bootstrap.interval(numbers.length, weights -> {
            double sum = 0;
            long count = 0;
            for (int i = 0; i < numbers.length; i++) {
                sum += weights[i] * numbers[i];
                count += weights[i];
            }
            return sum / count;
        });
        return new Interval(found.low(), found.high());
    }
}
