package org.wsol.config;

import org.wsol.config.tree.ConfigNode.MapNode;

/**
 * A valid configuration.
 *
 * @param value the typed record
 * @param tree every key with its value, defaults included, and the place each was written at
 * @param <T> the record type
 */
public record Resolved<T extends Record>(T value, MapNode tree) {}
