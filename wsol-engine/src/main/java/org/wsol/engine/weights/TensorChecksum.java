package org.wsol.engine.weights;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.wsol.core.internal.Digests;

/**
 * A SHA-256 over the whole content of a safetensors file: name, element type, shape and bytes of each tensor in the
 * file's order, then the metadata. It is stored in the metadata under {@link #KEY}, which other programs ignore.
 */
final class TensorChecksum {
    /** The metadata's key. */
    static final String KEY = "wsol.sha256";

    /** A second key that marks the presence of a checksum, so that a damaged first key is noticed. */
    static final String MARK = "wsol.checksum";

    /** Hexadecimal digits. */
    static final int DIGITS = 64;

    private final MessageDigest digest;

    TensorChecksum() {
        digest = Digests.sha256();
    }

    /** Begins a tensor. */
    void tensor(String name, String elementType, List<Long> shape) {
        text(name);
        text(elementType);
        text(shape.toString());
    }

    /** Adds bytes of the current tensor; the buffer's position is not changed. */
    void bytes(ByteBuffer bytes) {
        digest.update(bytes.duplicate());
    }

    /** The sum in hexadecimal digits. */
    String finish(Map<String, String> metadata) {
        new TreeMap<>(metadata).forEach((key, value) -> {
            if (!key.equals(KEY)) {
                text(key);
                text(value);
            }
        });
        return HexFormat.of().formatHex(digest.digest());
    }

    private void text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
        digest.update(bytes);
    }
}
