package org.wsol.engine.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.wsol.core.InvalidInputException;

class ThreadLimitTest {

    private static Set<String> threadsOfAStream() {
        Set<String> names = ConcurrentHashMap.newKeySet();
        IntStream.range(0, 200).parallel().forEach(i -> {
            names.add(Thread.currentThread().getName());
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(200));
        });
        return new HashSet<>(names);
    }

    @Test
    void streamsStayWithinTheLimit() {
        assertThat(ThreadLimit.within(1, ThreadLimitTest::threadsOfAStream)).hasSize(1);
        assertThat(ThreadLimit.within(3, ThreadLimitTest::threadsOfAStream)).hasSizeBetween(2, 3);
    }

    @Test
    void throwsTheSameException() {
        InvalidInputException thrown = new InvalidInputException("a message");
        assertThatThrownBy(() -> ThreadLimit.within(1, () -> {
                    throw thrown;
                }))
                .isSameAs(thrown);
        AssertionError error = new AssertionError("an error");
        assertThatThrownBy(() -> ThreadLimit.within(2, () -> {
                    throw error;
                }))
                .isSameAs(error);
    }
}
