package org.wsol.core.internal.io;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.wsol.core.StorageException;

/**
 * Records of bytes that are added once and read in any order. The first 16 MiB are kept in memory and the rest in a
 * temporary file, so that any number of records needs 8 bytes each on the heap. Safe for use by several threads.
 *
 * <p>The file is deleted with its channel, which the Java runtime closes when this object is unreachable or the process
 * ends.
 */
public final class SpilledRecords {
    private static final int IN_MEMORY = 16 << 20;

    private final int limit;
    private byte[] head = new byte[1024];
    private long[] ends = new long[16];
    private int size;
    private Optional<FileChannel> file = Optional.empty();
    private long fileStart;

    /** Creates an empty list of records. */
    public SpilledRecords() {
        this(IN_MEMORY);
    }

    /** @param limit number of bytes kept in memory */
    SpilledRecords(int limit) {
        this.limit = limit;
    }

    /**
     * Adds a record.
     *
     * @return its index, from 0
     * @throws StorageException if the temporary file cannot be written
     */
    public synchronized int add(byte[] record) {
        long start = start(size);
        if (file.isEmpty() && start + record.length <= limit) {
            if (start + record.length > head.length) {
                head = Arrays.copyOf(head, (int) Math.min(limit, Math.max(2L * head.length, start + record.length)));
            }
            System.arraycopy(record, 0, head, (int) start, record.length);
        } else {
            write(record, start);
        }
        if (size == ends.length) {
            ends = Arrays.copyOf(ends, size + (size >> 1) + 8);
        }
        ends[size] = start + record.length;
        return size++;
    }

    private void write(byte[] record, long start) {
        try {
            if (file.isEmpty()) {
                Path path = Files.createTempFile("wsol-", ".tmp");
                file = Optional.of(FileChannel.open(
                        path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE));
                fileStart = start;
            }
            ByteBuffer bytes = ByteBuffer.wrap(record);
            while (bytes.hasRemaining()) {
                file.get().write(bytes, start - fileStart + bytes.position());
            }
        } catch (IOException e) {
            throw new StorageException(
                    "cannot write a temporary file in " + System.getProperty("java.io.tmpdir")
                            + "; -Djava.io.tmpdir=DIR in JAVA_TOOL_OPTIONS names another folder",
                    e);
        }
    }

    /** Number of records. */
    public synchronized int size() {
        return size;
    }

    /** A copy of a record. */
    public byte[] get(int index) {
        return get(index, Integer.MAX_VALUE);
    }

    /** A copy of the beginning of a record, or of all of it if it is shorter. */
    public byte[] get(int index, int most) {
        FileChannel channel;
        long position;
        byte[] record;
        synchronized (this) {
            Objects.checkIndex(index, size);
            long start = start(index);
            int length = (int) Math.min(most, ends[index] - start);
            if (file.isEmpty() || start < fileStart) {
                return Arrays.copyOfRange(head, (int) start, (int) start + length);
            }
            channel = file.get();
            position = start - fileStart;
            record = new byte[length];
        }
        try {
            ByteBuffer bytes = ByteBuffer.wrap(record);
            while (bytes.hasRemaining()) {
                if (channel.read(bytes, position + bytes.position()) < 0) {
                    throw new EOFException("it ends too early");
                }
            }
        } catch (IOException e) {
            throw new StorageException("cannot read a temporary file", e);
        }
        return record;
    }

    /** Frees unused capacity. */
    public synchronized void trim() {
        ends = Arrays.copyOf(ends, Math.max(1, size));
        head = Arrays.copyOf(head, (int) (file.isEmpty() ? Math.max(1, start(size)) : fileStart));
    }

    private long start(int index) {
        return index == 0 ? 0 : ends[index - 1];
    }
}
