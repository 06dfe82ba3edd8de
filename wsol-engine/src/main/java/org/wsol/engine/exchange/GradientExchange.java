package org.wsol.engine.exchange;

/**
 * Sums values of the workers of one training in a fixed tree: worker 0 with 1, 2 with 3, then the sums of these pairs,
 * and so on, so that results are bit-identical on all workers. All workers must make the same calls in the same order.
 * Not thread-safe.
 */
public interface GradientExchange extends AutoCloseable {

    /** The rank of this worker, from 0. */
    int rank();

    /** The number of workers, a power of two. */
    int workers();

    /**
     * Replaces the values with the sums over all workers.
     *
     * @throws WorkerLostException if another worker is lost
     */
    void sum(Sums own);

    /** Whether the value is true on any worker. */
    default boolean any(boolean own) {
        Sums count = Sums.of(own ? 1 : 0);
        sum(count);
        return count.numbers()[0] > 0;
    }

    @Override
    void close();

    /** The only worker. */
    static GradientExchange alone() {
        return new GradientExchange() {
            @Override
            public int rank() {
                return 0;
            }

            @Override
            public int workers() {
                return 1;
            }

            @Override
            public void sum(Sums own) {
                // the values of a single worker are already the sums
            }

            @Override
            public void close() {
                // no resources
            }
        };
    }
}
