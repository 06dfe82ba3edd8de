package org.wsol.engine.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ExchangePointsTest {

    @Test
    void exchangesAfterEveryStepByDefault() {
        ExchangePoints points = new ExchangePoints(1, new RunLength(10, 4, 25));
        for (long done = 1; done <= 25; done++) {
            assertThat(points.contains(done)).isTrue();
            assertThat(points.before(done)).isEqualTo(done - 1);
        }
    }

    @Test
    void intervalsRestartWithEachEpochAndEndWithEpochAndRun() {
        ExchangePoints points = new ExchangePoints(4, new RunLength(10, 4, 25));
        List<Long> all =
                LongStream.rangeClosed(1, 25).filter(points::contains).boxed().toList();
        assertThat(all).containsExactly(4L, 8L, 10L, 14L, 18L, 20L, 24L, 25L);
        assertThat(LongStream.of(1, 4, 5, 10, 11, 14, 15, 25).map(points::before))
                .containsExactly(0L, 0L, 4L, 8L, 10L, 10L, 14L, 24L);
        assertThat(LongStream.of(0, 1, 4, 9, 11, 25, 26).map(points::atOrAfter))
                .containsExactly(0L, 4L, 4L, 10L, 14L, 25L, 26L);
    }
}
