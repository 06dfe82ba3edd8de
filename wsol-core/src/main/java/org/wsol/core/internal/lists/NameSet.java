package org.wsol.core.internal.lists;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing set of names: their bytes and at most 24 more each. */
public final class NameSet {
    private final PackedNames names = new PackedNames();
    private int[] table = emptyTable(64);

    /** Adds a name; false if it was there. */
    public boolean add(String name) {
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        int slot = slot(Arrays.hashCode(text));
        while (table[slot] >= 0) {
            if (names.equalsAt(table[slot], text)) {
                return false;
            }
            slot = next(slot);
        }
        table[slot] = names.size();
        names.add(text);
        if (names.size() * 2 >= table.length) {
            grow();
        }
        return true;
    }

    private void grow() {
        table = emptyTable(table.length * 2);
        for (int i = 0; i < names.size(); i++) {
            int slot = slot(names.hashAt(i));
            while (table[slot] >= 0) {
                slot = next(slot);
            }
            table[slot] = i;
        }
    }

    private int slot(int hash) {
        int mixed = hash * 0x9E3779B9;
        return (mixed ^ mixed >>> 16) & (table.length - 1);
    }

    private int next(int slot) {
        return (slot + 1) & (table.length - 1);
    }

    private static int[] emptyTable(int length) {
        int[] table = new int[length];
        Arrays.fill(table, -1);
        return table;
    }
}
