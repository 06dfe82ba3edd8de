package org.wsol.pipeline;

import org.wsol.maps.MapSpec;

/**
 * A method whose maps a model can compute.
 *
 * @param map the method
 * @param summary one sentence that begins with its name
 * @param passes number of images passed through the network or a part of it, forward or backward, for the map of one
 *     class
 */
public record OfferedMap(MapSpec map, String summary, int passes) {}
