package org.wsol.data.batch;

import java.util.ArrayDeque;
import java.util.Deque;
import org.wsol.core.ImageSize;

/** Batch buffers that wait for their next use. */
final class BufferPool implements AutoCloseable {
    private final Deque<BatchBuffer> free = new ArrayDeque<>();
    private final int batchSize;
    private final ImageSize size;
    private boolean closed;

    BufferPool(int batchSize, ImageSize size) {
        this.batchSize = batchSize;
        this.size = size;
    }

    synchronized BatchBuffer take() {
        return free.isEmpty() ? new BatchBuffer(batchSize, size) : free.pop();
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
