package org.wsol.data.check;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.wsol.core.data.DataSplit;
import org.wsol.core.internal.lists.IntSort;

/** Images with the same content in two splits, two classes, or several times in a class. Needs 16 bytes per image. */
final class Duplicates {
    private final List<DataSplit> splits;
    private final int[] starts;
    private final long[] hashes;

    /**
     * @param ranges the results of all images, in order
     * @throws IllegalArgumentException if these are not all
     */
    Duplicates(List<DataSplit> splits, List<CheckedImages> ranges) {
        this.splits = splits;
        this.hashes = ranges.stream()
                .flatMapToLong(range -> LongStream.of(range.hashes()))
                .toArray();
        this.starts = new int[splits.size() + 1];
        for (int i = 0; i < splits.size(); i++) {
            starts[i + 1] = starts[i] + splits.get(i).size();
        }
        if (hashes.length != starts[splits.size()]) {
            throw new IllegalArgumentException(hashes.length + " images were checked, which are not all");
        }
    }

    /**
     * Reports every further image with the same content in its split, and for every split the first image with content
     * that occurs in an earlier split.
     */
    void find(Findings findings) {
        int[] order = IntStream.range(0, hashes.length)
                .filter(i -> hashes[i] != CheckedImages.NO_CONTENT)
                .toArray();
        IntSort.sort(order, (a, b) -> Long.compare(hashes[a], hashes[b]));
        for (int from = 0; from < order.length; ) {
            int to = from + 1;
            while (to < order.length && hashes[order[to]] == hashes[order[from]]) {
                to++;
            }
            compare(order, from, to, findings);
            from = to;
        }
    }

    /** Compares the images at some places of the order, which have the same content; they are in their own order. */
    private void compare(int[] order, int from, int to, Findings findings) {
        int first = order[from];
        int firstOfSplit = first;
        for (int i = from + 1; i < to; i++) {
            int image = order[i];
            if (split(image) != split(firstOfSplit)) {
                findings.add(FindingKind.DUPLICATE, name(image) + " = " + name(first));
                firstOfSplit = image;
            } else if (label(image) != label(firstOfSplit)) {
                findings.add(FindingKind.TWO_CLASSES, name(image) + " = " + name(firstOfSplit));
            } else {
                findings.add(FindingKind.REPEATED, name(image) + " = " + name(firstOfSplit));
            }
        }
    }

    private int split(int image) {
        int split = 0;
        while (image >= starts[split + 1]) {
            split++;
        }
        return split;
    }

    private int label(int image) {
        int split = split(image);
        return splits.get(split).label(image - starts[split]);
    }

    private String name(int image) {
        int split = split(image);
        DataSplit part = splits.get(split);
        return part.name().id() + " " + part.imageId(image - starts[split]);
    }
}
