package org.wsol.core.internal.io;

import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.wsol.core.internal.lists.IntSort;

/** For each file of a list, a unique base name of files derived from it. 8 bytes per file besides the list. */
public final class UniqueStems {
    private final List<Path> files;
    private final UnaryOperator<String> shortening;
    private final int[] numbers;
    private final int[] order;

    /**
     * Chooses the names in the order of the list.
     *
     * @param files not changed afterwards
     * @param shortening applied to the files' own base names
     */
    public UniqueStems(List<Path> files, UnaryOperator<String> shortening) {
        this.files = files;
        this.shortening = shortening;
        UniqueNames unique = new UniqueNames();
        numbers = new int[files.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = unique.number(stem(i), "");
        }
        order = IntStream.range(0, numbers.length).toArray();
        IntSort.sort(order, (a, b) -> text(a).compareTo(text(b)));
    }

    private String text(int index) {
        return PathNames.text(files.get(index));
    }

    private String stem(int index) {
        return shortening.apply(UniqueNames.stem(PathNames.name(files.get(index))));
    }

    /**
     * The base name of a file.
     *
     * @param file {@link PathNames#text} of a file of the list; of those given twice, the last one counts
     * @throws IllegalArgumentException if it is not in the list
     */
    public String of(String file) {
        int index = order[find(file)];
        return UniqueNames.numbered(stem(index), numbers[index]);
    }

    /** The file itself as it was given. */
    public Path path(String file) {
        return files.get(order[find(file)]);
    }

    private int find(String file) {
        int low = 0;
        int high = order.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (text(order[middle]).compareTo(file) <= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        if (low == 0 || !text(order[low - 1]).equals(file)) {
            throw new IllegalArgumentException("there is no file " + file);
        }
        return low - 1;
    }
}
