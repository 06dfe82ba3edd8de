package org.wsol.report.gallery;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.wsol.core.internal.lists.IntSort;
import org.wsol.core.internal.lists.PackedNames;
import org.wsol.experiment.results.ImageResult;

/**
 * Selects an informative mix of images: every kind of error, the worst, the best, those gained and lost relative to the
 * baseline, and average ones. Needs about 80 bytes per image.
 */
final class GalleryPick {
    private final PackedNames names = new PackedNames();
    private final double[] ious;
    private final int[] errors;
    private final Map<String, Integer> errorNumbers = new LinkedHashMap<>();
    private final int[] places;

    /** @param images the results of a method */
    private GalleryPick(List<ImageResult> images) {
        ious = new double[images.size()];
        errors = new int[images.size()];
        for (ImageResult image : images) {
            int position = names.size();
            ious[position] = quality(image);
            errors[position] = errorNumbers.computeIfAbsent(image.error(), kind -> errorNumbers.size());
            names.add(image.imageId());
        }
        places = new int[ious.length];
        int[] order = names.order();
        for (int i = 0; i < order.length; i++) {
            places[order[i]] = i;
        }
    }

    /**
     * Selects up to {@code limit} images.
     *
     * @param focus results of the method in focus
     * @param baseline results of the baseline; may be the same
     * @return image names, without repetition
     */
    static Set<String> pick(List<ImageResult> focus, List<ImageResult> baseline, int limit) {
        GalleryPick images = new GalleryPick(focus);
        double[] gains = focus == baseline ? new double[focus.size()] : images.gains(baseline);
        List<Iterator<Integer>> sources = images.sources(gains);
        Set<String> picked = new LinkedHashSet<>();
        while (picked.size() < Math.min(limit, focus.size())) {
            for (Iterator<Integer> source : sources) {
                images.takeNext(source, picked, limit);
            }
        }
        return picked;
    }

    /** The IoU; without annotated boxes whether the class is correct. */
    private static double quality(ImageResult image) {
        return image.isScored() ? image.iouOrZero() : image.classCorrect() ? 1 : 0;
    }

    private void takeNext(Iterator<Integer> source, Set<String> picked, int limit) {
        boolean taken = false;
        while (!taken && source.hasNext() && picked.size() < limit) {
            taken = picked.add(names.get(source.next()));
        }
    }

    /** The differences in IoU from the results of another method, which count as 0 where it has none. */
    private double[] gains(List<ImageResult> baseline) {
        double[] gains = ious.clone();
        int[] order = names.order();
        BitSet known = new BitSet();
        for (ImageResult theirs : baseline) {
            int found = find(order, theirs.imageId());
            if (found >= 0 && !known.get(found)) {
                known.set(found);
                gains[found] -= quality(theirs);
            }
        }
        return gains;
    }

    private int find(int[] order, String name) {
        int low = 0;
        int high = order.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int compared = names.get(order[middle]).compareTo(name);
            if (compared == 0) {
                return order[middle];
            }
            low = compared < 0 ? middle + 1 : low;
            high = compared < 0 ? high : middle - 1;
        }
        return -1;
    }

    /** Positions sorted by a value, and by name for equal values. */
    private int[] sortedBy(double[] values) {
        int[] order = IntStream.range(0, values.length).toArray();
        IntSort.sort(order, (a, b) -> {
            int compared = Double.compare(values[a], values[b]);
            return compared != 0 ? compared : Integer.compare(places[a], places[b]);
        });
        return order;
    }

    private List<Iterator<Integer>> sources(double[] gains) {
        int[] rising = sortedBy(ious);
        int[] gained = sortedBy(gains);
        List<Iterator<Integer>> sources = new ArrayList<>();
        new TreeMap<>(errorNumbers)
                .descendingMap()
                .forEach((kind, number) -> sources.add(IntStream.of(rising)
                        .filter(image -> errors[image] == number)
                        .iterator()));
        sources.add(backwards(gained));
        sources.add(IntStream.of(gained).iterator());
        sources.add(IntStream.of(rising).iterator());
        sources.add(backwards(rising));
        sources.add(fromTheMiddle(rising));
        return sources;
    }

    private static Iterator<Integer> backwards(int[] order) {
        return IntStream.rangeClosed(1, order.length)
                .map(i -> order[order.length - i])
                .iterator();
    }

    /** The middle, the one after it, the one before it, and so on outwards. */
    private static Iterator<Integer> fromTheMiddle(int[] rising) {
        int middle = rising.length / 2;
        return IntStream.rangeClosed(0, rising.length)
                .flatMap(step -> step == 0 ? IntStream.of(middle) : IntStream.of(middle + step, middle - step))
                .filter(place -> place >= 0 && place < rising.length)
                .map(place -> rising[place])
                .iterator();
    }
}
