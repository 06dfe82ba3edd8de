package org.wsol.data.split;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.wsol.core.Box;
import org.wsol.core.ImageSize;
import org.wsol.core.data.DataSplit;
import org.wsol.core.data.SplitName;
import org.wsol.testing.LiveHeap;

/** Memory of a list as long as ImageNet's: at most 200 bytes per image with id, label, size and box. */
class SplitMemoryTest {
    private static final int IMAGES = 1_300_000;
    private static final int LIMIT = 200;

    @Test
    void metadataOfImageNetNeedsLessThanTwoHundredBytesPerImage() {
        long before = LiveHeap.bytes();
        DataSplit split = build();
        long perImage = (LiveHeap.bytes() - before) / IMAGES;
        assertThat(perImage).as("bytes per image").isBetween(40L, (long) LIMIT);
        assertThat(split.imageId(IMAGES - 1)).isEqualTo("train/n00000999/n00000999_1299999.JPEG");
        assertThat(split.boxes(7)).containsExactly(new Box(7, 8, 107, 108));
        assertThat(split.imageSize(0)).contains(new ImageSize(375, 500));
    }

    private static DataSplit build() {
        SplitBuilder builder = new SplitBuilder(SplitName.TRAIN, Path.of("images"));
        for (int i = 0; i < IMAGES; i++) {
            String synset = "n" + String.format(Locale.ROOT, "%08d", i % 1000);
            int image = builder.add("train/" + synset + "/" + synset + "_" + i + ".JPEG", i % 1000);
            builder.setSize(image, new ImageSize(375, 500));
            builder.addBox(image, new Box(i % 100, i % 100 + 1, i % 100 + 100, i % 100 + 101));
        }
        return builder.build();
    }
}
