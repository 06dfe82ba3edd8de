package org.wsol.core.internal.lists;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Finds a name's position in {@link PackedNames}: a hash table of ints, without an object per entry. */
public final class NameIndex {
    private final PackedNames names;
    private int[] table = emptyTable(64);

    /** Creates the index of a list that is still empty. */
    public NameIndex(PackedNames names) {
        this.names = names;
    }

    /** The position of a name, or -1. */
    public int find(String name) {
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        int slot = slot(Arrays.hashCode(text));
        while (table[slot] >= 0) {
            if (names.equalsAt(table[slot], text)) {
                return table[slot];
            }
            slot = (slot + 1) & (table.length - 1);
        }
        return -1;
    }

    /** Records a name that was just added to the list. */
    public void added(int position) {
        if (position * 2 >= table.length) {
            table = emptyTable(table.length * 2);
            for (int i = 0; i < position; i++) {
                insert(i);
            }
        }
        insert(position);
    }

    private void insert(int position) {
        int slot = slot(names.hashAt(position));
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
