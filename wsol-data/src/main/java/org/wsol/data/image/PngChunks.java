package org.wsol.data.image;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.zip.CRC32;

/**
 * The chunks of a PNG file that determine its pixels, with verified checksums.
 *
 * @param palette red, green and blue of each entry; empty if there is none
 * @param imageData the compressed rows
 */
record PngChunks(byte[] palette, InputStream imageData) {
    private static final int FRAME = 12;
    private static final int PLTE = 0x504C5445;
    private static final int IDAT = 0x49444154;
    private static final int IHDR = 0x49484452;

    /** Reads the chunks of content that is complete. */
    static PngChunks read(byte[] content) throws ImageFormatException {
        Bytes bytes = Bytes.of(content);
        byte[] palette = new byte[0];
        List<InputStream> data = new ArrayList<>();
        long offset = PngStructure.FIRST_CHUNK;
        while (offset + FRAME <= content.length) {
            int chunk = (int) offset;
            long length = bytes.bigEndian32(chunk);
            int type = (int) bytes.bigEndian32(chunk + 4);
            offset += FRAME + length;
            if (offset > content.length) {
                throw new ImageFormatException("the PNG is truncated after " + content.length + " bytes");
            }
            if (type == IHDR || type == PLTE || type == IDAT) {
                requireIntact(content, bytes, chunk, (int) length);
            }
            if (type == PLTE) {
                palette = Arrays.copyOfRange(content, chunk + 8, chunk + 8 + (int) length);
            } else if (type == IDAT) {
                data.add(new ByteArrayInputStream(content, chunk + 8, (int) length));
            }
        }
        return new PngChunks(palette, new SequenceInputStream(Collections.enumeration(data)));
    }

    private static void requireIntact(byte[] content, Bytes bytes, int chunk, int length) throws ImageFormatException {
        CRC32 sum = new CRC32();
        sum.update(content, chunk + 4, length + 4);
        if (sum.getValue() != bytes.bigEndian32(chunk + 8 + length)) {
            throw new ImageFormatException(
                    "the PNG is damaged: the checksum of the chunk at byte " + chunk + " does not match");
        }
    }
}
