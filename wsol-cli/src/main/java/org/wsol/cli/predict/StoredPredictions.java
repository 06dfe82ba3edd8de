package org.wsol.cli.predict;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.AbstractList;
import java.util.RandomAccess;
import org.wsol.core.internal.io.SpilledRecords;

/** A growing list of predictions, 8 bytes each on the heap: long lists continue in a temporary file. */
final class StoredPredictions extends AbstractList<Predicted> implements RandomAccess {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final SpilledRecords records = new SpilledRecords();

    @Override
    public boolean add(Predicted found) {
        records.add(encode(found));
        return true;
    }

    static byte[] encode(Predicted found) {
        return PredictionFiles.line(found).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Predicted get(int index) {
        return decode(records.get(index));
    }

    static Predicted decode(byte[] json) {
        try {
            return JSON.readValue(json, Predicted.class);
        } catch (IOException e) {
            throw new UncheckedIOException("a prediction in memory is not proper JSON", e);
        }
    }

    @Override
    public int size() {
        return records.size();
    }
}
