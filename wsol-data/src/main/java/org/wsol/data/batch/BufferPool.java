package org.wsol.data.batch;

import java.util.ArrayDeque;
import java.util.Deque;
import org.wsol.core.ImageSize;

/** A pool of batch buffers. */
final class BufferPool implements AutoCloseable {
    private final Deque<BatchBuffer> free = new ArrayDeque<>();
    private final ImageSize size;
    private boolean closed;

    BufferPool(ImageSize size) {
        this.size = size;
    }

    /** A buffer for the given number of images. */
    synchronized BatchBuffer take(int images) {
        for (BatchBuffer buffer : free) {
            if (buffer.rows() >= images) {
                free.remove(buffer);
                return buffer;
            }
        }
        return new BatchBuffer(images, size);
    }

    synchronized void giveBack(BatchBuffer buffer) {
        if (closed) {
            buffer.close();
        } else {
            free.push(buffer);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        free.forEach(BatchBuffer::close);
        free.clear();
    }
}
