package org.wsol.eval.metric;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.IntStream;

/** The order of images by name, the one of {@link String#compareTo}. Needs the names' bytes and 12 bytes per image. */
final class NameOrder {
    /** The first byte of characters that UTF-8 and Java's strings, which are UTF-16, order differently. */
    private static final int DIFFERS_FROM = 0xee;

    private byte[] names = new byte[64];
    private final int[] ends;

    private NameOrder(ScoreStore scores) {
        ends = new int[scores.size()];
        int end = 0;
        for (int i = 0; i < ends.length; i++) {
            byte[] name = scores.name(i);
            if (end + name.length > names.length) {
                names = Arrays.copyOf(names, (end + name.length) * 3 / 2);
            }
            System.arraycopy(name, 0, names, end, name.length);
            end += name.length;
            ends[i] = end;
        }
    }

    /**
     * The images sorted by name.
     *
     * @throws IllegalArgumentException if two have the same name
     */
    static int[] of(ScoreStore scores) {
        NameOrder names = new NameOrder(scores);
        int[] order = IntStream.range(0, scores.size()).toArray();
        names.sort(order, new int[order.length], 0, order.length);
        for (int i = 1; i < order.length; i++) {
            if (names.compare(order[i - 1], order[i]) == 0) {
                throw new IllegalArgumentException("image " + names.text(order[i]) + " was evaluated twice");
            }
        }
        return order;
    }

    /** Merge sort. */
    private void sort(int[] order, int[] buffer, int from, int to) {
        if (to - from < 2) {
            return;
        }
        int middle = (from + to) >>> 1;
        sort(order, buffer, from, middle);
        sort(order, buffer, middle, to);
        if (compare(order[middle - 1], order[middle]) <= 0) {
            return;
        }
        System.arraycopy(order, from, buffer, from, middle - from);
        int left = from;
        int right = middle;
        for (int i = from; left < middle; i++) {
            boolean takesRight = right < to && compare(order[right], buffer[left]) < 0;
            order[i] = takesRight ? order[right++] : buffer[left++];
        }
    }

    private int compare(int a, int b) {
        int fromA = start(a);
        int fromB = start(b);
        int differs = Arrays.mismatch(names, fromA, ends[a], names, fromB, ends[b]);
        if (differs < 0) {
            return 0;
        }
        if (fromA + differs == ends[a] || fromB + differs == ends[b]) {
            return Integer.compare(ends[a] - fromA, ends[b] - fromB);
        }
        int byteA = names[fromA + differs] & 0xff;
        int byteB = names[fromB + differs] & 0xff;
        return byteA < DIFFERS_FROM && byteB < DIFFERS_FROM
                ? Integer.compare(byteA, byteB)
                : text(a).compareTo(text(b));
    }

    private String text(int image) {
        return new String(names, start(image), ends[image] - start(image), StandardCharsets.UTF_8);
    }

    private int start(int image) {
        return image == 0 ? 0 : ends[image - 1];
    }
}
