package org.wsol.cli.predict;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.wsol.core.internal.io.SpilledRecords;

/** Predictions by a key; the last one of a key counts. At most 32 bytes each on the heap. */
final class KnownPredictions {
    private static final int FREE = -1;

    private final SpilledRecords records = new SpilledRecords();
    private int[] table = emptyTable(64);

    void put(String key, Predicted predicted) {
        int slot = slot(key);
        boolean isNew = table[slot] == FREE;
        byte[] name = key.getBytes(StandardCharsets.UTF_8);
        byte[] json = StoredPredictions.encode(predicted);
        table[slot] = records.add(ByteBuffer.allocate(Integer.BYTES + name.length + json.length)
                .putInt(name.length)
                .put(name)
                .put(json)
                .array());
        if (isNew && records.size() * 2 >= table.length) {
            grow();
        }
    }

    Optional<Predicted> get(String key) {
        int number = table[slot(key)];
        if (number == FREE) {
            return Optional.empty();
        }
        byte[] record = records.get(number);
        return Optional.of(StoredPredictions.decode(Arrays.copyOfRange(record, nameEnd(record), record.length)));
    }

    private void grow() {
        int[] former = table;
        table = emptyTable(former.length * 2);
        Arrays.stream(former).filter(number -> number != FREE).forEach(number -> table[slot(key(number))] = number);
    }

    /** The place of a key, or the free one where it would be. */
    private int slot(String key) {
        int mixed = key.hashCode() * 0x9E3779B9;
        int slot = (mixed ^ mixed >>> 16) & (table.length - 1);
        while (table[slot] != FREE && !key(table[slot]).equals(key)) {
            slot = (slot + 1) & (table.length - 1);
        }
        return slot;
    }

    private String key(int number) {
        byte[] record = records.get(number);
        return new String(record, Integer.BYTES, nameEnd(record) - Integer.BYTES, StandardCharsets.UTF_8);
    }

    private static int nameEnd(byte[] record) {
        return Integer.BYTES + ByteBuffer.wrap(record).getInt();
    }

    private static int[] emptyTable(int length) {
        int[] table = new int[length];
        Arrays.fill(table, FREE);
        return table;
    }
}
