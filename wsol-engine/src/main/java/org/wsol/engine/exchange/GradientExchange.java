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
     * Replaces both arrays with the sums over all workers.
     *
     * @throws WorkerLostException if another worker is lost
     */
    void sum(float[] values, double[] numbers);

    /** Whether the value is true on any worker. */
    default boolean any(boolean own) {
        double[] count = {own ? 1 : 0};
        sum(new float[0], count);
        return count[0] > 0;
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
            public void sum(float[] values, double[] numbers) {
                // the values of a single worker are already the sums
            }

            @Override
            public void close() {
                // no resources
            }
        };
    }
}
