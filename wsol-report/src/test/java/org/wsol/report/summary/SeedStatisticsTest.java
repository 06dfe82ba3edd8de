package org.wsol.report.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class SeedStatisticsTest {

    @Test
    void intervalUsesStudentsT() {
        SeedStatistics spread = SeedStatistics.of(List.of(60.0, 63.0, 66.0)).orElseThrow();
        assertThat(spread.mean()).isEqualTo(63);
        assertThat(spread.standardDeviation()).hasValue(3);
        double half = 4.302652729749464 * 3 / Math.sqrt(3); // quantile 0.975 of t with 2 degrees of freedom
        assertThat(spread.interval().orElseThrow().lower()).isCloseTo(63 - half, within(1e-9));
        assertThat(spread.interval().orElseThrow().upper()).isCloseTo(63 + half, within(1e-9));
    }

    @Test
    void oneValueHasNoDeviation() {
        SeedStatistics spread = SeedStatistics.of(List.of(60.0)).orElseThrow();
        assertThat(spread.standardDeviation()).isEmpty();
        assertThat(spread.interval()).isEmpty();
        assertThat(SeedStatistics.of(List.of())).isEmpty();
    }

    @Test
    void mcNemarsTestIsExact() {
        assertThat(new PairedImages(1, 10, 10, 2, 8).pValue()).isCloseTo(2 * 79 / 4096.0, within(1e-12));
        assertThat(new PairedImages(1, 10, 0, 0, 8).pValue()).isEqualTo(1);
        assertThat(new PairedImages(1, 10, 3, 3, 4).pValue()).isEqualTo(1);
        assertThat(new PairedImages(1, 10, 6, 1, 3).difference()).isCloseTo(25, within(1e-9));
    }
}
