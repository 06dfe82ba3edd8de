package org.wsol.report.gallery;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import org.wsol.core.ScoreMap;

/**
 * A low-resolution map as text: scaled to its own range and kept as unsigned 16-bit little-endian numbers in base64.
 *
 * @param height rows
 * @param width columns
 * @param values the numbers, row-major
 */
public record EncodedMap(int height, int width, String values) {
    private static final int LARGEST = 65535;

    /** Encodes a map; a constant map, or one with NaN, becomes all zeros. */
    public static EncodedMap of(ScoreMap map) {
        float[] scaled = map.minMax().toArray();
        ByteBuffer bytes = ByteBuffer.allocate(scaled.length * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : scaled) {
            bytes.putShort((short) Math.round(value * LARGEST));
        }
        return new EncodedMap(map.height(), map.width(), Base64.getEncoder().encodeToString(bytes.array()));
    }
}
