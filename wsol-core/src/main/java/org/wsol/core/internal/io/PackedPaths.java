package org.wsol.core.internal.io;

import java.nio.file.Path;
import java.util.AbstractList;
import java.util.HashMap;
import java.util.Map;
import java.util.RandomAccess;
import java.util.stream.IntStream;
import org.wsol.core.internal.lists.IntSort;
import org.wsol.core.internal.lists.PackedNames;

/** A growing list of paths: the bytes of their texts and 8 more each, a third of a list of objects. */
public final class PackedPaths extends AbstractList<Path> implements RandomAccess {
    private final PackedNames texts = new PackedNames();

    /** Paths that cannot be restored from their strings, because the locale has no such character. */
    private final Map<Integer, Path> untexted = new HashMap<>();

    @Override
    public boolean add(Path path) {
        String text = path.toString();
        if (!Path.of(text).equals(path)) {
            untexted.put(size(), path);
        }
        texts.add(text);
        return true;
    }

    @Override
    public Path get(int index) {
        Path special = untexted.get(index);
        return special == null ? Path.of(texts.get(index)) : special;
    }

    @Override
    public int size() {
        return texts.size();
    }

    /** The same paths in their natural order. */
    public PackedPaths inOrder() {
        int[] order = IntStream.range(0, size()).toArray();
        IntSort.sort(order, (a, b) -> get(a).compareTo(get(b)));
        PackedPaths sorted = new PackedPaths();
        for (int index : order) {
            sorted.add(get(index));
        }
        return sorted;
    }
}
