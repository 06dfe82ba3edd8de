package org.wsol.engine.data;

import java.util.Optional;

/** The batches of one pass over a data split, in order. Not safe for use by several threads; close it when done. */
public interface BatchStream extends AutoCloseable {

    /**
     * The next batch, or empty after the last one. Blocks until it is decoded.
     *
     * @throws org.wsol.core.DataException when an image cannot be read and the loader is set to fail
     */
    Optional<Batch> next();

    /**
     * The position in the epoch of the batch that {@link #next} gave last, from 0. Batches in which no image could be read
     * are not given out, so that positions may have gaps.
     */
    int position();

    /** Nanoseconds that the caller has waited for this stream so far. */
    long waitNanos();

    /** Stops decoding and frees buffers. */
    @Override
    void close();
}
