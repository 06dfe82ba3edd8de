package org.wsol.experiment.internal.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.wsol.core.component.TrainingSpan;
import org.wsol.experiment.internal.runfolder.RunMonitor.Moment;
import org.wsol.experiment.internal.runfolder.RunMonitor.Verdict;
import org.wsol.experiment.internal.tracking.Tracker.MetricEvent;
import org.wsol.experiment.schema.SweepConfig.MedianStop;

class MedianStoppingTest {
    private static final MedianStop RULE = new MedianStop("v2", true, TrainingSpan.parse("2 epochs"), 3);

    /** Runs whose value after n epochs of ten steps is n times a slope. */
    private static List<List<MetricEvent>> finished(double... slopes) {
        return java.util.Arrays.stream(slopes)
                .mapToObj(slope -> IntStream.rangeClosed(1, 5)
                        .mapToObj(n -> new MetricEvent(MetricEvent.VALIDATION, n * 10, n, Map.of("v2", n * slope)))
                        .toList())
                .toList();
    }

    private static Verdict verdict(MedianStopping rule, int epoch, double value) {
        return rule.evaluated(new Moment(epoch * 10, 10, 32, 50), Map.of("v2", value));
    }

    @Test
    void stopsARunBelowTheMedianAfterItsWarmUp() {
        MedianStopping rule = new MedianStopping(RULE, step -> finished(1, 2, 3));
        assertThat(verdict(rule, 1, 0.5)).isEqualTo(Verdict.GO_ON);
        assertThat(verdict(rule, 2, 4.0)).isEqualTo(Verdict.GO_ON);
        assertThat(verdict(rule, 3, 5.9)).isEqualTo(Verdict.FINISH_EARLY);
    }

    @Test
    void comparesTheBestValueSoFar() {
        MedianStopping rule = new MedianStopping(RULE, step -> finished(1, 2, 3));
        assertThat(verdict(rule, 1, 7)).isEqualTo(Verdict.GO_ON);
        assertThat(verdict(rule, 3, 1)).isEqualTo(Verdict.GO_ON);
    }

    @Test
    void doesNotStopWithTooFewFinishedRuns() {
        assertThat(verdict(new MedianStopping(RULE, step -> finished(8, 9)), 4, 0))
                .isEqualTo(Verdict.GO_ON);
    }

    @Test
    void reportsAnUnknownMetric() {
        MedianStopping rule = new MedianStopping(RULE, step -> List.of());
        assertThatThrownBy(() -> rule.evaluated(new Moment(1, 1, 1, 1), Map.of("top1", 1.0)))
                .hasMessageContaining("there is no metric 'v2'")
                .hasMessageContaining("top1");
    }
}
