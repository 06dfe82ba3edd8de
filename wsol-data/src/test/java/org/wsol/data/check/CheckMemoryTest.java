package org.wsol.data.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.wsol.core.data.DataSplit;
import org.wsol.core.data.SplitName;
import org.wsol.data.split.SplitBuilder;
import org.wsol.testing.LiveHeap;

/** What a check keeps of every image, besides the data set itself: at most 50 bytes. */
class CheckMemoryTest {
    private static final int IMAGES = 100_000;
    private static final int LIMIT = 50;

    @Test
    void needsFiftyBytesPerImage() {
        List<DataSplit> splits = List.of(split(SplitName.TRAIN), split(SplitName.TEST));
        long before = LiveHeap.bytes();
        CheckedImages checked = new CheckedImages(
                0, LongStream.range(0, 2 * IMAGES).map(i -> i % 150_000 + 1).toArray(), List.of());
        ListedFiles listed = new ListedFiles(splits);
        Duplicates duplicates = new Duplicates(splits, List.of(checked));
        Findings findings = new Findings();
        duplicates.find(findings);
        for (int i = 0; i < IMAGES; i++) {
            findings.add(FindingKind.TURNED, "train photo_" + i + ".jpg");
        }
        assertThat((LiveHeap.bytes() - before) / (2 * IMAGES)).isBetween(8L, (long) LIMIT);
        assertThat(listed.contains(splits.get(1).imagePath(77).toAbsolutePath()))
                .isTrue();
        assertThat(listed.contains(Path.of("nowhere/test/class_1/photo_78.jpg").toAbsolutePath()))
                .isFalse();
        assertThat(findings.sorted())
                .extracting(finding -> finding.kind() + " " + finding.count())
                .containsExactlyInAnyOrder("DUPLICATE 50000", "TURNED 100000");
        assertThat(findings.sorted())
                .allSatisfy(
                        finding -> assertThat(finding.examples()).hasSize(10).isSorted());
        assertThat(duplicates).isNotNull();
    }

    private static DataSplit split(SplitName name) {
        SplitBuilder builder = new SplitBuilder(name, Path.of("nowhere"));
        for (int i = 0; i < IMAGES; i++) {
            builder.add(name.id() + "/class_" + i % 10 + "/photo_" + i + ".jpg", i % 10);
        }
        return builder.build();
    }
}
