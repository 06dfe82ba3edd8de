package org.wsol.core.internal.lists;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.IntStream;

/** A growing list of names in one UTF-8 array, with their order: that of {@link String#compareTo}. */
public final class PackedNames {
    /** The first byte of characters that UTF-8 and Java's strings, which are UTF-16, order differently. */
    private static final int DIFFERS_FROM = 0xee;

    private byte[] names = new byte[64];
    private int[] ends = new int[8];
    private int size;

    /** Adds a name and returns its position. */
    public int add(String name) {
        return add(name.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds a name in UTF-8 and returns its position. */
    public int add(byte[] name) {
        int start = start(size);
        int end = Math.addExact(start, name.length);
        if (end > names.length) {
            names = Arrays.copyOf(names, (int) Math.min(Integer.MAX_VALUE - 8L, end + (end >> 2) + 64L));
        }
        if (size == ends.length) {
            ends = Arrays.copyOf(ends, size + (size >> 2) + 8);
        }
        System.arraycopy(name, 0, names, start, name.length);
        ends[size] = end;
        return size++;
    }

    /** Number of names. */
    public int size() {
        return size;
    }

    /** A name by its position. */
    public String get(int index) {
        int start = start(index);
        return new String(names, start, ends[index] - start, StandardCharsets.UTF_8);
    }

    /** Whether the name at a position is the given one, in UTF-8. */
    boolean equalsAt(int index, byte[] name) {
        return Arrays.equals(names, start(index), ends[index], name, 0, name.length);
    }

    /** {@link Arrays#hashCode(byte[])} of the name at a position. */
    int hashAt(int index) {
        int hash = 1;
        for (int i = start(index); i < ends[index]; i++) {
            hash = 31 * hash + names[i];
        }
        return hash;
    }

    /** The positions sorted by name; equal names keep their order. */
    public int[] order() {
        int[] order = IntStream.range(0, size).toArray();
        IntSort.sort(order, this::compare);
        return order;
    }

    /** Compares the names at two positions. */
    public int compare(int a, int b) {
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
        return byteA < DIFFERS_FROM && byteB < DIFFERS_FROM ? Integer.compare(byteA, byteB) : get(a).compareTo(get(b));
    }

    /** Frees unused capacity. */
    public void trim() {
        names = Arrays.copyOf(names, start(size));
        ends = Arrays.copyOf(ends, size);
    }

    private int start(int index) {
        return index == 0 ? 0 : ends[index - 1];
    }
}
