package org.wsol.report.gallery;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.wsol.core.ScoreMap;
import org.wsol.experiment.results.ImageResult;
import org.wsol.experiment.results.MapKind;
import org.wsol.experiment.results.MapScores.MapScore;
import org.wsol.experiment.results.ReportedRun;
import org.wsol.report.gallery.Gallery.EncodedMap;
import org.wsol.report.summary.Comparison;
import org.wsol.report.summary.MethodRuns;

/** Builds the gallery of a comparison from the run with the smallest seed of each tag. */
public final class GalleryBuilder {
    private static final int MOST_METHODS = 6;
    /** The key prefix of maps of other methods in the script. */
    private static final String OTHER = "map ";

    private final Comparison comparison;
    private final int limit;

    /**
     * Creates a builder.
     *
     * @param limit the largest number of images
     */
    public GalleryBuilder(Comparison comparison, int limit) {
        this.comparison = comparison;
        this.limit = limit;
    }

    /** The gallery; empty if no run has per-image results. */
    public Optional<Gallery> build() {
        List<MethodRuns> shown = shownMethods();
        return shown.isEmpty() ? Optional.empty() : Optional.of(build(shown));
    }

    private List<MethodRuns> shownMethods() {
        return comparison.leading(MOST_METHODS).stream()
                .filter(method -> !method.representative().images().isEmpty())
                .toList();
    }

    private Gallery build(List<MethodRuns> shown) {
        MethodRuns focus = shown.contains(comparison.focus()) ? comparison.focus() : shown.get(shown.size() - 1);
        MethodRuns baseline = shown.contains(comparison.baseline()) ? comparison.baseline() : focus;
        List<ImageResult> images = focus.representative().images();
        Set<String> picked = GalleryPick.pick(images, baseline.representative().images(), limit);
        Map<String, Map<String, Gallery.Result>> results = new LinkedHashMap<>();
        Map<String, Long> seeds = new LinkedHashMap<>();
        for (MethodRuns method : shown) {
            results.put(method.tag(), results(method.representative(), picked));
            seeds.put(method.tag(), method.representative().entry().seed());
        }
        List<String> unreadable = new ArrayList<>();
        PhotoFinder photos = PhotoFinder.of(focus.representative());
        List<Gallery.Item> items = images.stream()
                .filter(image -> picked.contains(image.imageId()))
                .map(image -> item(image, photo(photos, image, unreadable), results))
                .toList();
        return new Gallery(
                List.copyOf(results.keySet()), focus.tag(), seeds, maps(shown), images.size(), items, unreadable);
    }

    private static List<String> maps(List<MethodRuns> shown) {
        return shown.stream()
                .flatMap(method -> kept(method.representative()))
                .map(MapScore::map)
                .distinct()
                .toList();
    }

    private static Stream<MapScore> kept(ReportedRun run) {
        return run.mapScores().maps().stream().filter(score -> run.hasMaps(score.fileName()));
    }

    private static String photo(PhotoFinder photos, ImageResult image, List<String> unreadable) {
        Optional<String> photo = photos.thumbnail(image.path());
        if (photo.isEmpty()) {
            unreadable.add(image.path());
        }
        return photo.orElse("");
    }

    private static Gallery.Item item(
            ImageResult image, String photo, Map<String, Map<String, Gallery.Result>> resultsByMethod) {
        Map<String, Gallery.Result> results = new LinkedHashMap<>();
        resultsByMethod.forEach((tag, byImage) -> {
            if (byImage.containsKey(image.imageId())) {
                results.put(tag, byImage.get(image.imageId()));
            }
        });
        return new Gallery.Item(
                image.imageId(), image.className(), image.width(), image.height(), photo, image.truth(), results);
    }

    private static Map<String, Gallery.Result> results(ReportedRun run, Set<String> picked) {
        List<ImageResult> images = run.images().stream()
                .filter(image -> picked.contains(image.imageId()))
                .toList();
        List<Integer> rows = images.stream().map(ImageResult::index).toList();
        Map<String, List<ScoreMap>> maps = new LinkedHashMap<>();
        for (MapKind kind : MapKind.values()) {
            if (run.hasMaps(kind)) {
                maps.put(kind.key(), run.maps(kind, rows));
            }
        }
        kept(run).forEach(score -> maps.put(OTHER + score.map(), run.maps(score.fileName(), rows)));
        Map<String, Gallery.Result> results = new LinkedHashMap<>();
        for (int i = 0; i < images.size(); i++) {
            results.put(images.get(i).imageId(), result(images.get(i), run.localizingMap(), encoded(maps, i)));
        }
        return results;
    }

    private static Map<String, EncodedMap> encoded(Map<String, List<ScoreMap>> maps, int position) {
        Map<String, EncodedMap> encoded = new LinkedHashMap<>();
        maps.forEach((kind, all) -> encoded.put(kind, EncodedMap.of(all.get(position))));
        return encoded;
    }

    private static Gallery.Result result(ImageResult image, MapKind boxMap, Map<String, EncodedMap> maps) {
        return new Gallery.Result(
                image.predictedName(),
                image.probability().orElse(-1),
                image.classCorrect(),
                image.threshold().orElse(-1),
                image.predictedBox().map(List::of).orElse(List.of()),
                image.iouOrZero(),
                image.error(),
                boxMap.key(),
                maps);
    }
}
