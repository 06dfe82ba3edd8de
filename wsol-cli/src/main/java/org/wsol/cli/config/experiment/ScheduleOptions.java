package org.wsol.cli.config.experiment;

import java.util.List;
import org.wsol.core.component.Duration;
import org.wsol.core.component.Setting;

/** The options of the learning-rate schedules there are. */
public sealed interface ScheduleOptions {

    /** The learning rate never changes. */
    record Constant() implements ScheduleOptions {}

    /** The learning rate is multiplied at regular intervals. */
    record Step(
            @Setting(doc = "Distance of the changes.", defaultValue = "15 epochs")
            Duration every,

            @Setting(doc = "What the rate is multiplied by.", defaultValue = "0.1", min = 0, max = 1)
            double factor)
            implements ScheduleOptions {}

    /** The learning rate is multiplied at given moments. */
    record Multistep(
            @Setting(
                    doc = "The moments, in order: percent of the training, epochs, steps or images.",
                    defaultValue = "[60%, 85%]")
            List<Duration> at,

            @Setting(doc = "What the rate is multiplied by.", defaultValue = "0.2", min = 0, max = 1)
            double factor)
            implements ScheduleOptions {

        /** Copies the list. */
        public Multistep {
            at = List.copyOf(at);
        }
    }

    /** The learning rate falls along half a cosine. */
    record Cosine(
            @Setting(
                    doc = "The rate at the end as a share of the rate at the beginning.",
                    defaultValue = "0",
                    min = 0,
                    max = 1)
            double floor)
            implements ScheduleOptions {}
}
