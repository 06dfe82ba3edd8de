package org.wsol.engine.plan.internal;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** The range of steps in which each slot of a plan must keep its content. */
final class Lifetimes {
    private static final int BEFORE_ALL = -1;

    private final int[] first;
    private final int[] last;

    private Lifetimes(int slots) {
        first = new int[slots];
        last = new int[slots];
        Arrays.fill(first, Integer.MAX_VALUE);
        Arrays.fill(last, Integer.MIN_VALUE);
    }

    /**
     * Derives the lifetimes from the steps.
     *
     * @param slots all slots, at their indexes
     * @param steps all steps of a run, in order
     * @param inputs slots filled before the first step
     * @param results slots read after the last step
     */
    static Lifetimes of(List<Slot> slots, List<Step> steps, Collection<Slot> inputs, Collection<Slot> results) {
        Lifetimes lifetimes = new Lifetimes(slots.size());
        inputs.forEach(slot -> lifetimes.extend(slot, BEFORE_ALL));
        for (int i = 0; i < steps.size(); i++) {
            for (Slot slot : steps.get(i).reads()) {
                lifetimes.extend(slot, i);
            }
            for (Slot slot : steps.get(i).writes()) {
                lifetimes.extend(slot, i);
            }
        }
        results.forEach(slot -> lifetimes.extend(slot, steps.size()));
        for (Slot slot : slots) {
            if (slot.home() == Slot.Home.ARENA_FOREVER) {
                lifetimes.extend(slot, BEFORE_ALL);
                lifetimes.extend(slot, steps.size());
            }
        }
        return lifetimes;
    }

    private void extend(Slot slot, int step) {
        first[slot.index()] = Math.min(first[slot.index()], step);
        last[slot.index()] = Math.max(last[slot.index()], step);
    }

    /** Whether any step touches the slot. */
    boolean isUsed(Slot slot) {
        return last[slot.index()] != Integer.MIN_VALUE;
    }

    /** Whether two slots must not share memory. */
    boolean overlap(Slot a, Slot b) {
        return first[a.index()] <= last[b.index()] && first[b.index()] <= last[a.index()];
    }
}
