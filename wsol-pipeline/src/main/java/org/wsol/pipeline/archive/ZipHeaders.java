package org.wsol.pipeline.archive;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The headers of a zip file with uncompressed entries, plain names, no dates and no extra fields (APPNOTE 6.3.10,
 * sections 4.3.7, 4.3.12 and 4.3.16). Name, size and CRC determine every byte of a header, so a reader can compare
 * headers instead of parsing them.
 */
final class ZipHeaders {
    static final int LOCAL_BYTES = 30;
    static final int LOCAL_SIGNATURE = 0x04034b50;

    private static final int CENTRAL_SIGNATURE = 0x02014b50;
    private static final int CENTRAL_BYTES = 46;
    private static final int END_SIGNATURE = 0x06054b50;
    private static final int END_BYTES = 22;
    private static final short VERSION = 10;
    /** The first of January 1980, the earliest date a zip file can represent. */
    private static final short DATE = 0x21;

    private ZipHeaders() {}

    /**
     * An entry.
     *
     * @param name of letters, digits and {@code ._-/}
     * @param crc CRC-32 of its bytes
     * @param size its bytes
     * @param header position of its local header
     */
    record Entry(String name, int crc, long size, long header) {
        long data() {
            return header + LOCAL_BYTES + name.length();
        }

        long end() {
            return data() + size;
        }
    }

    static byte[] local(String name, int crc, long size) {
        ByteBuffer header = buffer(LOCAL_BYTES + name.length());
        header.putInt(LOCAL_SIGNATURE).putShort(VERSION);
        common(header, name, crc, size);
        return content(header.put(bytes(name)));
    }

    /** Everything after the last entry. */
    static byte[] directory(List<Entry> entries, long begin) {
        ByteArrayOutputStream directory = new ByteArrayOutputStream();
        for (Entry entry : entries) {
            ByteBuffer header = buffer(CENTRAL_BYTES + entry.name().length());
            header.putInt(CENTRAL_SIGNATURE).putShort(VERSION).putShort(VERSION);
            common(header, entry.name(), entry.crc(), entry.size());
            // comment, disk, attributes: none
            header.putShort((short) 0).putShort((short) 0).putShort((short) 0).putInt(0);
            header.putInt((int) entry.header()).put(bytes(entry.name()));
            directory.writeBytes(content(header));
        }
        ByteBuffer end = buffer(END_BYTES).putInt(END_SIGNATURE).putInt(0);
        end.putShort((short) entries.size()).putShort((short) entries.size());
        end.putInt(directory.size()).putInt((int) begin).putShort((short) 0);
        directory.writeBytes(content(end));
        return directory.toByteArray();
    }

    private static void common(ByteBuffer header, String name, int crc, long size) {
        header.putShort((short) 0).putShort((short) 0).putShort((short) 0).putShort(DATE);
        header.putInt(crc).putInt((int) size).putInt((int) size);
        header.putShort((short) name.length()).putShort((short) 0);
    }

    private static byte[] content(ByteBuffer filled) {
        byte[] bytes = new byte[filled.capacity()];
        filled.clear().get(bytes);
        return bytes;
    }

    private static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] bytes(String name) {
        return name.getBytes(StandardCharsets.US_ASCII);
    }
}
