package org.wsol.data.split;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Finds a text's position in {@link PackedStrings}: a hash table of ints, without an object per entry. */
final class IdIndex {
    private final PackedStrings ids;
    private int[] table = emptyTable(64);

    IdIndex(PackedStrings ids) {
        this.ids = ids;
    }

    /** The position of a text, or -1. */
    int find(String id) {
        byte[] text = id.getBytes(StandardCharsets.UTF_8);
        int slot = slot(Arrays.hashCode(text));
        while (table[slot] >= 0) {
            if (ids.equalsAt(table[slot], text)) {
                return table[slot];
            }
            slot = (slot + 1) & (table.length - 1);
        }
        return -1;
    }

    /** Records a text that was just added to the list. */
    void added(int position) {
        if (position * 2 >= table.length) {
            table = emptyTable(table.length * 2);
            for (int i = 0; i < position; i++) {
                insert(i);
            }
        }
        insert(position);
    }

    private void insert(int position) {
        int slot = slot(ids.hashAt(position));
        while (table[slot] >= 0) {
            slot = (slot + 1) & (table.length - 1);
        }
        table[slot] = position;
    }

    private int slot(int hash) {
        int mixed = hash * 0x9E3779B9;
        return (mixed ^ mixed >>> 16) & (table.length - 1);
    }

    private static int[] emptyTable(int length) {
        int[] table = new int[length];
        Arrays.fill(table, -1);
        return table;
    }
}
