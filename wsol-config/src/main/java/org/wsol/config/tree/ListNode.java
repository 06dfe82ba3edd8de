package org.wsol.config.tree;

import java.util.List;

/**
 * A list of values.
 *
 * @param items in order
 * @param origin where it begins
 */
public record ListNode(List<ConfigNode> items, Origin origin) implements ConfigNode {

    /** Copies the items. */
    public ListNode {
        items = List.copyOf(items);
    }

    @Override
    public String kind() {
        return "a list";
    }
}
