package org.wsol.maps.variant;

import org.wsol.core.random.SplitMix64;

/** Normally distributed numbers, with mean 0 and standard deviation 1, the same for every image. */
@FunctionalInterface
interface Noise {

    /**
     * Fills an array.
     *
     * @param sample index of the draw
     * @param channel index of the channel, 0 if there are none
     */
    void fill(int sample, int channel, float[] target);

    /** Numbers that depend on a seed, the draw and the channel. */
    static Noise seeded(long seed, String purpose) {
        return (sample, channel, target) -> {
            SplitMix64 random = SplitMix64.named(seed, purpose + "/" + sample + "/" + channel);
            for (int i = 0; i < target.length; i++) {
                target[i] = (float) random.nextGaussian();
            }
        };
    }
}
