package org.wsol.pipeline.evaluation;

import java.util.List;
import java.util.stream.Stream;
import org.wsol.core.InvalidInputException;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.Stage;
import org.wsol.maps.MapSpec;
import org.wsol.maps.network.ExplainedNetwork;

/**
 * Maps of other methods that are scored together with a network's own maps in one pass over a split. Immutable.
 *
 * @param maps the methods
 * @param roadImages number of evenly spaced images on which ROAD is measured; 0 for none
 * @param keep whether small copies of the maps are kept
 */
public record MapComparison(List<MapSpec> maps, int roadImages, boolean keep) {

    /** Copies the list. */
    public MapComparison {
        maps = List.copyOf(maps);
        if (roadImages < 0) {
            throw new InvalidInputException("ROAD is measured on 0 images or more, not on " + roadImages);
        }
    }

    /** No other maps. */
    public static MapComparison none() {
        return new MapComparison(List.of(), 0, false);
    }

    /** The box accuracy of some methods, without ROAD. */
    public static MapComparison of(List<MapSpec> maps) {
        return new MapComparison(maps, 0, false);
    }

    /** All target stages of the methods. */
    List<String> stages(ExplainedNetwork network) {
        return maps.stream()
                .flatMap(map -> map.stages().isEmpty() ? Stream.of(network.lastStage()) : map.stages().stream())
                .distinct()
                .toList();
    }

    /**
     * Rejects stages that a network does not have, before it is trained.
     *
     * @throws InvalidInputException naming the map and the network's stages
     */
    public void check(Backbone backbone) {
        List<String> known = backbone.stages().stream().map(Stage::name).toList();
        for (MapSpec map : maps) {
            for (String stage : map.stages()) {
                if (!known.contains(stage)) {
                    throw new InvalidInputException("evaluation.maps: backbone " + backbone.name() + " has no stage '"
                            + stage + "', which " + map + " names; its stages are " + String.join(", ", known));
                }
            }
        }
    }
}
