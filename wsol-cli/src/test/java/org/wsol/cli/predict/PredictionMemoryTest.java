package org.wsol.cli.predict;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wsol.cli.explain.ExplanationFiles;
import org.wsol.cli.predict.Predicted.Corners;
import org.wsol.cli.predict.Predicted.Found;
import org.wsol.core.internal.io.PackedPaths;
import org.wsol.testing.LiveHeap;

/** What the list of images and the merged results of all processes keep on the heap: at most 150 bytes per image. */
class PredictionMemoryTest {
    private static final int FEW = 20_000;
    private static final int MANY = 50_000;

    /** The text of a path and 8 bytes. */
    private static final int LIST = 60;

    private static final int LIMIT = 100;

    @TempDir
    private Path folder;

    private static PackedPaths images(int count) {
        PackedPaths images = new PackedPaths();
        for (int i = count - 1; i >= 0; i--) {
            images.add(Path.of("photos/class_" + i % 10 + "/photo_" + i / 10 + ".jpg"));
        }
        return images.inOrder();
    }

    @Test
    void predictionsNeedAHundredBytesPerImage() throws Exception {
        predicted(2_000);
        long few = predicted(FEW);
        long more = predicted(MANY);
        assertThat((more - few) / (MANY - FEW)).isBetween(20L, (long) LIST + LIMIT);
    }

    private long predicted(int count) {
        long before = LiveHeap.bytes();
        PackedPaths images = images(count);
        ImageNames names = new ImageNames(images);
        KnownPredictions known = new KnownPredictions();
        List<Predicted> predictions = new StoredPredictions();
        for (Path image : images) {
            Predicted found = new Predicted(
                    image.toString(),
                    names.stem(image.toString()) + ".png",
                    640,
                    480,
                    0.2,
                    List.of(new Found("class name", 3, 0.1 + 0.2, List.of(new Corners(1, 2, 300, 400)))));
            known.put(image + " 12345 1234567890123", found);
            predictions.add(found);
        }
        PredictionFiles files = new PredictionFiles(folder, List.of("class name"), predictions, names);
        long used = LiveHeap.bytes() - before;
        Path last = images.get(count - 1);
        assertThat(known.get(last + " 12345 1234567890123")).hasValue(predictions.get(count - 1));
        assertThat(known.get(last + " 12345 1")).isEmpty();
        assertThat(names.of(last.toString())).isEqualTo("class_9/" + last.getFileName());
        assertThat(names.stem(images.get(0).toString())).isEqualTo("photo_0");
        assertThat(names.stem(images.get(count / 10).toString())).isEqualTo("photo_0-2");
        assertThat(files.json()).exists();
        return used;
    }

    @Test
    void explanationsNeedAHundredBytesPerImage() throws Exception {
        explained(2_000);
        long few = explained(FEW);
        long more = explained(MANY);
        assertThat((more - few) / (MANY - FEW)).isBetween(20L, (long) LIST + LIMIT);
    }

    private long explained(int count) throws Exception {
        Path part = folder.resolve("part.json");
        String entry =
                "{\"image\":\"photos/photo.jpg\",\"map\":\"cam\",\"class\":\"class name\",\"score\":0.5,\"seconds\":0.125,"
                        + "\"faithfulness\":{\"before\":0.5,\"after\":0.25,\"deletion\":0.125,\"insertion\":0.75},"
                        + "\"raw\":[\"photo.3.cam.npy\"],\"box\":{\"x0\":1,\"y0\":2,\"x1\":300,\"y1\":400}}";
        String thousand = "[" + (entry + ",").repeat(999) + entry + "]";
        long before = LiveHeap.bytes();
        PackedPaths images = images(count);
        ExplanationFiles files = new ExplanationFiles(folder.resolve("explained" + count), images);
        for (int i = 0; i < count; i += 1000) {
            Files.writeString(part, thousand);
            files.take(part);
        }
        long used = LiveHeap.bytes() - before;
        assertThat(files.finish())
                .content()
                .startsWith("[ {\n  \"image\" : \"photos/photo.jpg\",")
                .endsWith("} ]\n");
        assertThat(images).hasSize(count);
        return used;
    }
}
