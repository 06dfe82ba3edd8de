package org.wsol.engine.exchange;

/**
 * Adds what the workers of one training computed, in a fixed tree: worker 0 with 1, 2 with 3, then the sums of these pairs, and
 * so on. So every worker gets the same bits. All workers make the same calls in the same order. Not safe for several threads.
 */
public interface GradientExchange extends AutoCloseable {

    /** Which worker this is, from 0. */
    int rank();

    /** How many workers there are, a power of two. */
    int workers();

    /**
     * Replaces both arrays by the sums over all workers.
     *
     * @throws WorkerLostException when another worker is gone or silent
     */
    void sum(float[] values, double[] numbers);

    /** Whether any of the workers says so. */
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
                // the sums over one worker are there already
            }

            @Override
            public void close() {
                // nothing is held
            }
        };
    }
}
