package org.wsol.data.batch;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wsol.core.DataException;
import org.wsol.data.batch.ImageBatchLoader.SkippedImage;
import org.wsol.engine.data.Batch;
import org.wsol.engine.data.BatchLoader.BatchStream;

/**
 * One pass over a split. At most {@code prefetch} batches are decoded while the caller uses another one; new work
 * starts only when the caller requests the next batch, so a slow caller limits decoding.
 */
final class ImageBatchStream implements BatchStream {
    private final ImageBatchLoader loader;
    private final int epoch;
    private final BatchCuts cuts;
    private final Deque<PendingBatch> pending = new ArrayDeque<>();
    private @Nullable BatchBuffer handedOut;
    private int nextBatch;
    private int position;
    private long waitNanos;

    ImageBatchStream(ImageBatchLoader loader, int epoch, BatchCuts cuts, int firstBatch) {
        this.loader = loader;
        this.epoch = epoch;
        this.cuts = cuts;
        this.nextBatch = firstBatch;
        this.position = firstBatch - 1;
        startWork();
    }

    @Override
    public Optional<Batch> next() {
        recycle();
        while (true) {
            startWork();
            PendingBatch head = pending.poll();
            if (head == null) {
                return Optional.empty();
            }
            position++;
            startWork();
            long start = System.nanoTime();
            head.await();
            waitNanos += System.nanoTime() - start;
            handedOut = head.buffer();
            int[] kept = keepReadable(head);
            if (kept.length > 0) {
                return Optional.of(toBatch(kept));
            }
            recycle();
        }
    }

    private Batch toBatch(int[] indices) {
        int[] labels = Arrays.stream(indices).map(loader.split()::label).toArray();
        return new Batch(current().firstRows(indices.length), labels, indices);
    }

    private BatchBuffer current() {
        if (handedOut == null) {
            throw new IllegalStateException("no batch is handed out");
        }
        return handedOut;
    }

    /** Removes the gaps of unreadable images, or fails, depending on the loader's settings. */
    private int[] keepReadable(PendingBatch batch) {
        Map<Integer, Throwable> failures = batch.failures();
        if (failures.isEmpty()) {
            return batch.indices();
        }
        int[] kept = new int[batch.indices().length - failures.size()];
        int to = 0;
        for (int row = 0; row < batch.indices().length; row++) {
            Throwable failure = failures.get(row);
            if (failure == null) {
                kept[to] = batch.indices()[row];
                moveRow(row, to++);
            } else {
                skipOrThrow(batch.indices()[row], failure);
            }
        }
        return kept;
    }

    private void moveRow(int from, int to) {
        if (from != to) {
            current().moveRow(from, to);
        }
    }

    private void skipOrThrow(int index, Throwable failure) {
        if (failure instanceof DataException unreadable && loader.skipsUnreadable()) {
            loader.skip(new SkippedImage(index, unreadable.getMessage()));
            return;
        }
        close();
        if (failure instanceof DataException unreadable) {
            throw new DataException(unreadable.getMessage() + "; data.onError=skip leaves such images out", unreadable);
        }
        if (failure instanceof RuntimeException exception) {
            throw exception;
        }
        if (failure instanceof Error error) {
            throw error;
        }
        throw new IllegalStateException("decoding failed", failure);
    }

    private void startWork() {
        while (pending.size() < loader.prefetch() && nextBatch < loader.batchesPerEpoch()) {
            pending.add(loader.start(cuts.indices(nextBatch), cuts.most(), epoch));
            nextBatch++;
        }
    }

    private void recycle() {
        if (handedOut != null) {
            loader.recycle(handedOut);
            handedOut = null;
        }
    }

    @Override
    public int position() {
        return position;
    }

    @Override
    public long waitNanos() {
        return waitNanos;
    }

    @Override
    public void close() {
        nextBatch = loader.batchesPerEpoch();
        pending.forEach(PendingBatch::cancel);
        for (PendingBatch batch : pending) {
            batch.await();
            loader.recycle(batch.buffer());
        }
        pending.clear();
        recycle();
    }
}
