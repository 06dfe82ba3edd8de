package org.wsol.data.split;

/**
 * A variable number of entries for each image: entries of image {@code i} are {@code from(i)} to {@code from(i + 1) - 1}
 * in the order they were added.
 */
final class Grouped {
    private static final int[] NONE = new int[0];
    private final int[] starts;
    private final int[] entries;

    private Grouped(int[] starts, int[] entries) {
        this.starts = starts;
        this.entries = entries;
    }

    /**
     * Groups entries by image, keeping their order.
     *
     * @param owners the image of each entry
     * @param images the number of images
     */
    static Grouped byOwner(IntColumn owners, int images) {
        if (owners.size() == 0) {
            return new Grouped(NONE, NONE);
        }
        int[] starts = new int[images + 1];
        for (int i = 0; i < owners.size(); i++) {
            starts[owners.get(i) + 1]++;
        }
        for (int i = 0; i < images; i++) {
            starts[i + 1] += starts[i];
        }
        int[] next = starts.clone();
        int[] entries = new int[owners.size()];
        for (int i = 0; i < owners.size(); i++) {
            entries[next[owners.get(i)]++] = i;
        }
        return new Grouped(starts, entries);
    }

    int count(int image) {
        return starts.length == 0 ? 0 : starts[image + 1] - starts[image];
    }

    int entry(int image, int number) {
        return entries[starts[image] + number];
    }
}
