package org.wsol.engine.plan.internal;

import java.util.List;
import java.util.Map;
import org.wsol.engine.plan.internal.Slot.Representation;

/**
 * A compiled plan before it has memory.
 *
 * @param setup steps to run once, when memory is assigned: those that depend only on constants
 * @param steps the steps of every run
 * @param places the position of each slot
 * @param placeholders slots to fill before a run, by placeholder name
 * @param placeholderShapes type and shape of each placeholder
 * @param sources slots that are arrays of the graph, by variable name
 * @param results where the requested values are after a run, by value name
 */
record Blueprint(
        List<Step> setup,
        List<Step> steps,
        Places places,
        Map<String, Slot> placeholders,
        Map<String, TensorSpec> placeholderShapes,
        Map<String, Slot> sources,
        Map<String, Representation> results) {

    /** Copies the collections. */
    Blueprint {
        setup = List.copyOf(setup);
        steps = List.copyOf(steps);
        placeholders = Map.copyOf(placeholders);
        placeholderShapes = Map.copyOf(placeholderShapes);
        sources = Map.copyOf(sources);
        results = Map.copyOf(results);
    }
}
