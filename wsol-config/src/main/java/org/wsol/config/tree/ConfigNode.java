package org.wsol.config.tree;

/** A part of a configuration before it has a type: a text, a list or a map, with the place it was written at. */
public sealed interface ConfigNode permits ScalarNode, ListNode, MapNode {

    /** Where it was written. */
    Origin origin();

    /** What it is, in words for messages: {@code a value}, {@code a list} or {@code a section}. */
    String kind();
}
