package org.wsol.report.gallery;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.wsol.experiment.results.ImageResult;

/**
 * Selects an informative mix of images: every kind of error, the worst, the best, those gained and lost relative to the
 * baseline, and average ones.
 */
final class GalleryPick {
    private GalleryPick() {}

    /**
     * Selects up to {@code limit} images.
     *
     * @param focus results of the method in focus
     * @param baseline results of the baseline; may be the same
     * @return image names, without repetition
     */
    static Set<String> pick(List<ImageResult> focus, List<ImageResult> baseline, int limit) {
        List<Iterator<ImageResult>> sources = sources(focus, baseline);
        Set<String> picked = new LinkedHashSet<>();
        while (picked.size() < Math.min(limit, focus.size())) {
            for (Iterator<ImageResult> source : sources) {
                takeNext(source, picked, limit);
            }
        }
        return picked;
    }

    private static void takeNext(Iterator<ImageResult> source, Set<String> picked, int limit) {
        boolean taken = false;
        while (!taken && source.hasNext() && picked.size() < limit) {
            taken = picked.add(source.next().imageId());
        }
    }

    private static List<Iterator<ImageResult>> sources(List<ImageResult> focus, List<ImageResult> baseline) {
        Map<String, ImageResult> theirs = baseline.stream()
                .collect(Collectors.toMap(ImageResult::imageId, Function.identity(), (first, second) -> first));
        Comparator<ImageResult> byIou =
                Comparator.comparingDouble(ImageResult::iouOrZero).thenComparing(ImageResult::imageId);
        Comparator<ImageResult> byGain = Comparator.comparingDouble(
                        (ImageResult mine) -> mine.iouOrZero() - iou(theirs, mine.imageId()))
                .thenComparing(ImageResult::imageId);
        List<ImageResult> rising = focus.stream().sorted(byIou).toList();
        List<Iterator<ImageResult>> sources = new ArrayList<>(List.of(
                sorted(focus, byGain.reversed()),
                sorted(focus, byGain),
                rising.iterator(),
                sorted(focus, byIou.reversed()),
                fromTheMiddle(rising).iterator()));
        kinds(focus, rising).forEach(images -> sources.add(0, images.iterator()));
        return sources;
    }

    /** The images of every kind of error, including rare ones. */
    private static List<List<ImageResult>> kinds(List<ImageResult> focus, List<ImageResult> order) {
        return focus.stream()
                .map(ImageResult::error)
                .distinct()
                .sorted()
                .map(kind -> order.stream()
                        .filter(image -> image.error().equals(kind))
                        .toList())
                .toList();
    }

    private static double iou(Map<String, ImageResult> results, String imageId) {
        return results.containsKey(imageId) ? results.get(imageId).iouOrZero() : 0;
    }

    private static Iterator<ImageResult> sorted(List<ImageResult> results, Comparator<ImageResult> order) {
        return results.stream().sorted(order).iterator();
    }

    private static List<ImageResult> fromTheMiddle(List<ImageResult> rising) {
        List<ImageResult> outwards = new ArrayList<>();
        int middle = rising.size() / 2;
        for (int step = 0; outwards.size() < rising.size(); step++) {
            if (middle + step < rising.size()) {
                outwards.add(rising.get(middle + step));
            }
            if (step > 0 && middle - step >= 0) {
                outwards.add(rising.get(middle - step));
            }
        }
        return outwards;
    }
}
