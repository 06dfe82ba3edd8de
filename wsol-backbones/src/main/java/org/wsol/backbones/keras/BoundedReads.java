package org.wsol.backbones.keras;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Limits the bytes that one step may read from a file: in a damaged file references can form a cycle, and a reader that
 * follows them would not terminate.
 */
final class BoundedReads implements SeekableByteChannel {
    /** Ten for every structure of a file with 100,000 data sets. */
    private static final long MOST_READS = 1_000_000;

    /** How many times a step may read the whole file, and the number of bytes that is always allowed. */
    private static final long MOST_PASSES = 4;

    private static final long ALLOWED_BYTES = 64L << 20;

    private interface Source extends AutoCloseable {
        int read(ByteBuffer target, long position) throws IOException;

        long size() throws IOException;

        @Override
        void close() throws IOException;
    }

    private final Source source;
    private long position;
    private long reads;
    private long bytes;
    private boolean open = true;

    private BoundedReads(Source source) {
        this.source = source;
    }

    static BoundedReads of(Path path) throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        return new BoundedReads(new Source() {
            @Override
            public int read(ByteBuffer target, long position) throws IOException {
                return channel.read(target, position);
            }

            @Override
            public long size() throws IOException {
                return channel.size();
            }

            @Override
            public void close() throws IOException {
                channel.close();
            }
        });
    }

    static BoundedReads of(byte[] content) {
        return new BoundedReads(new Source() {
            @Override
            public int read(ByteBuffer target, long position) {
                if (position >= content.length) {
                    return -1;
                }
                int count = (int) Math.min(target.remaining(), content.length - position);
                target.put(content, (int) position, count);
                return count;
            }

            @Override
            public long size() {
                return content.length;
            }

            @Override
            public void close() {
                // Only memory is held.
            }
        });
    }

    /** Begins a new step. */
    void begin() {
        reads = 0;
        bytes = 0;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        reads++;
        bytes += target.remaining();
        if (reads > MOST_READS || bytes > MOST_PASSES * source.size() + ALLOWED_BYTES) {
            throw new IOException("its references form a cycle");
        }
        int count = source.read(target, position);
        position += Math.max(count, 0);
        return count;
    }

    @Override
    public int write(ByteBuffer bytes) {
        throw new NonWritableChannelException();
    }

    @Override
    public SeekableByteChannel truncate(long size) {
        throw new NonWritableChannelException();
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public SeekableByteChannel position(long newPosition) {
        if (newPosition < 0) {
            throw new IllegalArgumentException("position " + newPosition);
        }
        position = newPosition;
        return this;
    }

    @Override
    public long size() throws IOException {
        return source.size();
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void close() throws IOException {
        open = false;
        source.close();
    }
}
