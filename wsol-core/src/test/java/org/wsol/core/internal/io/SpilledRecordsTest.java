package org.wsol.core.internal.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SpilledRecordsTest {
    private static byte[] record(int number) {
        byte[] bytes = new byte[number % 50];
        Arrays.fill(bytes, (byte) number);
        return bytes;
    }

    @Test
    void readsFromMemoryAndFromTheFile() {
        SpilledRecords records = new SpilledRecords(3000);
        for (int i = 0; i < 500; i++) {
            assertThat(records.add(record(i))).isEqualTo(i);
        }
        records.trim();
        assertThat(records.size()).isEqualTo(500);
        assertThat(IntStream.range(0, 500).parallel().allMatch(i -> Arrays.equals(records.get(i), record(i))))
                .isTrue();
        assertThat(records.get(449, 7)).isEqualTo(Arrays.copyOf(record(449), 7));
        assertThat(records.get(1, 7)).isEqualTo(record(1));
    }

    @Test
    void rejectsIndexesOutOfRange() {
        assertThatThrownBy(() -> new SpilledRecords().get(0)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
