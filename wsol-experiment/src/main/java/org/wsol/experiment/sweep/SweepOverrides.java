package org.wsol.experiment.sweep;

import java.util.ArrayList;
import java.util.List;
import org.wsol.config.override.KeyChange;
import org.wsol.config.override.Overrides;
import org.wsol.config.schema.SectionSchema;
import org.wsol.config.tree.ConfigNode;
import org.wsol.config.tree.ConfigNode.ListNode;
import org.wsol.config.tree.ConfigNode.MapNode;
import org.wsol.config.tree.Problems;
import org.wsol.core.InvalidInputException;

/** Converts {@code key=a,b} on the command line to a dimension of {@code sweep.grid}. */
final class SweepOverrides {
    private SweepOverrides() {}

    /** The overrides that set one value. */
    static List<KeyChange> single(List<KeyChange> overrides) {
        return overrides.stream().filter(override -> !isSweep(override)).toList();
    }

    /** The overrides that set several values. */
    static List<KeyChange> several(List<KeyChange> overrides) {
        return overrides.stream().filter(SweepOverrides::isSweep).toList();
    }

    private static boolean isSweep(KeyChange override) {
        return override.action() != KeyChange.Action.REMOVE
                && !override.path().startsWith("sweep.")
                && SweepValues.isSweep(override.value());
    }

    /**
     * The tree with every swept key as a dimension of its grid.
     *
     * @param problems receives values that cannot be read; those keys are omitted
     */
    static MapNode addToGrid(MapNode tree, List<KeyChange> swept, SectionSchema schema, Problems problems) {
        MapNode result = tree;
        for (KeyChange override : swept) {
            try {
                List<ConfigNode> values = new ArrayList<>(SweepValues.of(override.value(), override.origin()));
                result = Overrides.set(
                        result, "sweep.grid." + override.path(), new ListNode(values, override.origin()), schema);
            } catch (InvalidInputException e) {
                problems.add(override.origin(), "", e.getMessage());
            }
        }
        return result;
    }
}
