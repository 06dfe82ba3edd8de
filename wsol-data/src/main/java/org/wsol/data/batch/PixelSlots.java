package org.wsol.data.batch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32C;

/**
 * Blocks of equal length in {@code pixels.bin}, identified by a hash of 32 bytes. {@code index.bin} has an entry of
 * hash and checksum for each block, written after the block: if the program is killed or the disk is full, there is no
 * entry without its block. The checksum detects later damage. Safe for use by several threads and programs; only adding
 * is exclusive.
 */
final class PixelSlots implements AutoCloseable {
    private static final int HASH_BYTES = 32;
    private static final int ENTRY_BYTES = HASH_BYTES + Long.BYTES;
    private static final long TURN_MILLIS = 2;

    private final FileChannel pixels;
    private final FileChannel index;
    private final int length;
    private final Map<ByteBuffer, Slot> slots = new ConcurrentHashMap<>();
    private long known;

    private record Slot(long number, long checksum) {}

    private PixelSlots(FileChannel pixels, FileChannel index, int length) {
        this.pixels = pixels;
        this.index = index;
        this.length = length;
    }

    static PixelSlots open(Path folder, int length) throws IOException {
        FileChannel pixels = open(folder.resolve("pixels.bin"));
        try {
            PixelSlots slots = new PixelSlots(pixels, open(folder.resolve("index.bin")), length);
            slots.readIndex();
            return slots;
        } catch (IOException e) {
            pixels.close();
            throw e;
        }
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    /** The block with the given hash; empty if there is none or it is damaged. */
    Optional<byte[]> read(ByteBuffer hash) throws IOException {
        Slot slot = slots.get(hash);
        if (slot == null) {
            return Optional.empty();
        }
        ByteBuffer block = ByteBuffer.allocate(length);
        readFully(pixels, block, slot.number * length);
        boolean intact = !block.hasRemaining() && checksum(block.array()) == slot.checksum;
        return intact ? Optional.of(block.array()) : Optional.empty();
    }

    /**
     * Stores a block. An existing damaged block is written again.
     *
     * @throws IOException if the disk is full, for example; the block is then not stored
     */
    synchronized void write(ByteBuffer hash, byte[] block) throws IOException {
        try (FileLock turn = turn()) {
            readIndex();
            Slot present = slots.get(hash);
            Slot slot = new Slot(present == null ? known : present.number, checksum(block));
            writeFully(pixels, ByteBuffer.wrap(block), slot.number * length);
            ByteBuffer entry =
                    ByteBuffer.allocate(ENTRY_BYTES).put(hash.duplicate()).putLong(slot.checksum);
            writeFully(index, entry.flip(), slot.number * ENTRY_BYTES);
            known = Math.max(known, slot.number + 1);
            slots.put(hash, slot);
        }
    }

    /** The lock for adding, which excludes other programs and other loaders of this program. */
    private FileLock turn() throws IOException {
        while (true) {
            try {
                return index.lock();
            } catch (OverlappingFileLockException e) {
                pause();
            }
        }
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(TURN_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while another loader writes", e);
        }
    }

    /** Reads the entries added by any program since the last call. */
    private synchronized void readIndex() throws IOException {
        long complete = index.size() / ENTRY_BYTES;
        if (complete <= known) {
            return;
        }
        ByteBuffer added = ByteBuffer.allocate(Math.toIntExact((complete - known) * ENTRY_BYTES));
        readFully(index, added, known * ENTRY_BYTES);
        added.flip();
        while (added.remaining() >= ENTRY_BYTES) {
            byte[] hash = new byte[HASH_BYTES];
            added.get(hash);
            slots.put(ByteBuffer.wrap(hash), new Slot(known++, added.getLong()));
        }
    }

    private static void readFully(FileChannel file, ByteBuffer into, long start) throws IOException {
        int got = 0;
        while (got >= 0 && into.hasRemaining()) {
            got = file.read(into, start + into.position());
        }
    }

    private static void writeFully(FileChannel file, ByteBuffer from, long start) throws IOException {
        int begin = from.position();
        while (from.hasRemaining()) {
            file.write(from, start + from.position() - begin);
        }
    }

    private static long checksum(byte[] block) {
        CRC32C sum = new CRC32C();
        sum.update(block);
        return sum.getValue();
    }

    @Override
    public void close() throws IOException {
        try (index) {
            pixels.close();
        }
    }
}
