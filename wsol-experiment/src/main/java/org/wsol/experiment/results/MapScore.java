package org.wsol.experiment.results;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.Optional;

/**
 * The scores of the maps of one method on the test split.
 *
 * @param map the method with its options, for example {@code layercam} or {@code scorecam:channels=64}
 * @param seconds what a map took on average, the pass forward included
 * @param road how faithful the maps are; absent where it was not measured
 * @param rows localization by normaliser and threshold protocol; empty where no image has boxes
 */
public record MapScore(String map, double seconds, Optional<Road> road, List<Row> rows) {

    /** Copies the list. */
    public MapScore {
        rows = List.copyOf(rows);
    }

    /**
     * Localization with one normaliser and protocol.
     *
     * @param normaliser how maps were brought to [0, 1]
     * @param protocol how the threshold was chosen
     * @param localization the numbers
     */
    public record Row(String normaliser, String protocol, Localization localization) {}

    /**
     * ROAD: how much more the class's probability falls when what the map calls relevant is removed than when the rest is.
     *
     * @param mean the mean over the measured images, in [-0.5, 0.5]; 0 is chance
     * @param interval 95 percent confidence interval over images
     * @param images how many images were measured
     * @param tied on how many of them the order of equal scores mattered
     */
    public record Road(double mean, Optional<Interval> interval, int images, int tied) {}

    /** The file of the method's maps, relative to a run folder. */
    @JsonIgnore
    public String fileName() {
        return "maps/test-map." + map.replaceAll("[^A-Za-z0-9.+=_-]", "-") + ".npy";
    }
}
