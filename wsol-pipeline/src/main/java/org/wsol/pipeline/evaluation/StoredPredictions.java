package org.wsol.pipeline.evaluation;

import java.nio.ByteBuffer;
import java.util.AbstractList;
import java.util.Optional;
import java.util.RandomAccess;
import java.util.stream.Stream;
import org.wsol.core.internal.io.SpilledRecords;
import org.wsol.engine.cam.ImageMaps;
import org.wsol.pipeline.evaluation.SplitPredictions.ImagePrediction;

/**
 * A growing list of predictions, 8 bytes each on the heap: scores and maps continue in a temporary file when there are
 * many, and are read anew by every access.
 */
final class StoredPredictions extends AbstractList<ImagePrediction> implements RandomAccess {
    private static final int ABSENT = -1;

    private final SpilledRecords records = new SpilledRecords();

    @Override
    public boolean add(ImagePrediction image) {
        ImageMaps maps = image.maps();
        Optional<float[]> weight = maps.weightNorm().map(value -> new float[] {value});
        int floats = Stream.of(
                        Optional.of(maps.logits()), Optional.of(maps.cam()), maps.norm(), maps.similarity(), weight)
                .flatMap(Optional::stream)
                .mapToInt(values -> values.length)
                .sum();
        ByteBuffer bytes = ByteBuffer.allocate(6 * Integer.BYTES + floats * Float.BYTES);
        bytes.putInt(image.index());
        put(bytes, Optional.of(maps.logits()));
        put(bytes, Optional.of(maps.cam()));
        put(bytes, maps.norm());
        put(bytes, maps.similarity());
        put(bytes, weight);
        records.add(bytes.array());
        return true;
    }

    private static void put(ByteBuffer bytes, Optional<float[]> values) {
        bytes.putInt(values.map(found -> found.length).orElse(ABSENT));
        values.ifPresent(found -> {
            bytes.asFloatBuffer().put(found);
            bytes.position(bytes.position() + found.length * Float.BYTES);
        });
    }

    @Override
    public ImagePrediction get(int index) {
        ByteBuffer bytes = ByteBuffer.wrap(records.get(index));
        int position = bytes.getInt();
        float[] logits = take(bytes).orElseThrow();
        float[] cam = take(bytes).orElseThrow();
        Optional<float[]> norm = take(bytes);
        Optional<float[]> similarity = take(bytes);
        Optional<Float> weight = take(bytes).map(values -> values[0]);
        return new ImagePrediction(position, new ImageMaps(logits, cam, norm, similarity, weight));
    }

    private static Optional<float[]> take(ByteBuffer bytes) {
        int length = bytes.getInt();
        if (length == ABSENT) {
            return Optional.empty();
        }
        float[] values = new float[length];
        bytes.asFloatBuffer().get(values);
        bytes.position(bytes.position() + length * Float.BYTES);
        return Optional.of(values);
    }

    @Override
    public int size() {
        return records.size();
    }

    /** Frees unused capacity. */
    void trim() {
        records.trim();
    }
}
