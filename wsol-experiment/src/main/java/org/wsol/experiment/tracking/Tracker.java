package org.wsol.experiment.tracking;

import java.awt.image.BufferedImage;

/** Receives the metrics of one run, in order of steps. Used by one thread at a time. */
public interface Tracker extends AutoCloseable {

    /** Numbers. */
    void metrics(MetricEvent event);

    /**
     * An image.
     *
     * @param name what it shows, with slashes as groups: {@code maps/bird-1}
     * @param step optimizer steps done
     */
    void image(String name, long step, BufferedImage image);

    /** Writes what is pending. */
    @Override
    void close();
}
