package org.wsol.pipeline;

import org.wsol.maps.MapSpec;

/**
 * A method whose maps a model can give.
 *
 * @param map the method
 * @param summary what it is, in a sentence that begins with its name
 * @param passes how many images go through the network, or a part of it, for the map of one class, forward or backward
 */
public record OfferedMap(MapSpec map, String summary, int passes) {}
