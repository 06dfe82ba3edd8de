package org.wsol.engine.plan.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * The position of each slot: an offset into one block of memory per element type. Slots whose lifetimes do not overlap
 * share memory. The largest slots are placed first, each at the lowest free offset: the usual heuristic, close to
 * optimal for networks.
 */
final class Places {
    /** Cache line and vector width in bytes. */
    private static final int ALIGNMENT = 64;

    private final Map<Slot, Long> offsets = new HashMap<>();
    private final Map<DataType, Long> lengths = new EnumMap<>(DataType.class);

    static Places of(List<Slot> slots, Lifetimes lifetimes) {
        Places places = new Places();
        Map<DataType, List<Slot>> byType = new EnumMap<>(DataType.class);
        for (Slot slot : slots) {
            if (slot.home() != Slot.Home.GRAPH && lifetimes.isUsed(slot)) {
                byType.computeIfAbsent(slot.type(), key -> new ArrayList<>()).add(slot);
            }
        }
        byType.forEach((type, members) -> places.assign(type, members, lifetimes));
        return places;
    }

    private void assign(DataType type, List<Slot> slots, Lifetimes lifetimes) {
        slots.sort(Comparator.comparingLong(Slot::length).reversed().thenComparingInt(Slot::index));
        List<Slot> placed = new ArrayList<>();
        long end = 0;
        for (Slot slot : slots) {
            long offset = lowestFree(slot, placed, lifetimes);
            offsets.put(slot, offset);
            insertByOffset(placed, slot);
            end = Math.max(end, offset + padded(slot));
        }
        lengths.put(type, end);
    }

    private long lowestFree(Slot slot, List<Slot> placed, Lifetimes lifetimes) {
        long candidate = 0;
        for (Slot other : placed) {
            if (!lifetimes.overlap(slot, other)) {
                continue;
            }
            long start = offset(other);
            if (start >= candidate + padded(slot)) {
                break;
            }
            candidate = Math.max(candidate, start + padded(other));
        }
        return candidate;
    }

    private void insertByOffset(List<Slot> placed, Slot slot) {
        long offset = offset(slot);
        int index = placed.size();
        while (index > 0 && offset(placed.get(index - 1)) > offset) {
            index--;
        }
        placed.add(index, slot);
    }

    private static long padded(Slot slot) {
        long unit = ALIGNMENT / Math.max(1, slot.type().width());
        return (Math.max(1, slot.length()) + unit - 1) / unit * unit;
    }

    /** Offset of a slot in elements of its type. */
    long offset(Slot slot) {
        Long offset = offsets.get(slot);
        if (offset == null) {
            throw new IllegalArgumentException("slot " + slot + " has no place in the arena");
        }
        return offset;
    }

    /** Elements needed of each type. */
    Map<DataType, Long> lengths() {
        return lengths;
    }
}
