package org.wsol.data.split;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing list of texts in one UTF-8 byte array: a file name of 36 letters takes 40 bytes instead of 100. */
final class PackedStrings {
    private byte[] bytes = new byte[64];
    private int[] ends = new int[8];
    private int size;

    int size() {
        return size;
    }

    int add(String text) {
        byte[] added = text.getBytes(StandardCharsets.UTF_8);
        int start = start(size);
        int end = Math.addExact(start, added.length);
        if (end > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(end, grown(bytes.length)));
        }
        if (size == ends.length) {
            ends = Arrays.copyOf(ends, grown(ends.length));
        }
        System.arraycopy(added, 0, bytes, start, added.length);
        ends[size] = end;
        return size++;
    }

    String get(int index) {
        int start = start(index);
        return new String(bytes, start, ends[index] - start, StandardCharsets.UTF_8);
    }

    boolean equalsAt(int index, byte[] text) {
        return Arrays.equals(bytes, start(index), ends[index], text, 0, text.length);
    }

    int hashAt(int index) {
        int hash = 1;
        for (int i = start(index); i < ends[index]; i++) {
            hash = 31 * hash + bytes[i];
        }
        return hash;
    }

    /** Frees unused capacity. */
    void trim() {
        bytes = Arrays.copyOf(bytes, start(size));
        ends = Arrays.copyOf(ends, size);
    }

    private int start(int index) {
        return index == 0 ? 0 : ends[index - 1];
    }

    private static int grown(int length) {
        return Math.toIntExact(Math.min(Integer.MAX_VALUE - 8L, length + (length >> 1) + 8L));
    }
}
