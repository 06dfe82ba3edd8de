package org.wsol.core.random;

import java.nio.charset.StandardCharsets;

/**
 * The splitmix64 generator with counter access: the i-th number depends only on the seed and i, so a stream can
 * continue at any position. All random numbers of the project come from it.
 */
public final class SplitMix64 {
    private static final long GAMMA = 0x9E3779B97F4A7C15L;
    private final long seed;
    private long position;

    /** Creates a stream at position 0. */
    public SplitMix64(long seed) {
        this.seed = seed;
    }

    /** Creates a stream for one purpose, for example {@code "dropout"} or {@code "augment/epoch/3/image/17"}. */
    public static SplitMix64 named(long seed, String purpose) {
        return new SplitMix64(mix(seed) + fnv1a64(purpose));
    }

    /** FNV-1a, 64 bit, of the UTF-8 bytes. */
    public static long fnv1a64(String text) {
        long hash = 0xcbf29ce484222325L;
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
        }
        return hash;
    }

    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** The number of values drawn so far; together with the seed this is the complete state. */
    public long position() {
        return position;
    }

    /** Moves to a position, counted from 0. */
    public void seek(long newPosition) {
        position = newPosition;
    }

    /** The next 64 random bits. */
    public long nextLong() {
        position++;
        return mix(seed + position * GAMMA);
    }

    /** The next number, uniform in [0, 1), with 53 random bits. */
    public double nextDouble() {
        return (nextLong() >>> 11) * 0x1.0p-53;
    }

    /** The next number, uniform in [0, bound); the bias of at most bound / 2^53 is accepted. */
    public int nextInt(int bound) {
        if (bound < 1) {
            throw new IllegalArgumentException("bound must be positive, was " + bound);
        }
        return (int) (nextDouble() * bound);
    }

    /**
     * The next normally distributed number, mean 0 and standard deviation 1 (Box and Muller's cosine branch, two
     * draws).
     */
    public double nextGaussian() {
        double radius = Math.sqrt(-2 * Math.log(1 - nextDouble()));
        return radius * Math.cos(2 * Math.PI * nextDouble());
    }

    /** A random permutation of 0..n-1 (Fisher and Yates). */
    public int[] permutation(int n) {
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            order[i] = i;
        }
        for (int i = n - 1; i > 0; i--) {
            int j = nextInt(i + 1);
            int swap = order[i];
            order[i] = order[j];
            order[j] = swap;
        }
        return order;
    }
}
