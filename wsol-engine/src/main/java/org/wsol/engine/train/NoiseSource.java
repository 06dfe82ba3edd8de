package org.wsol.engine.train;

import org.wsol.engine.graph.NoiseInput;

/** Fills the placeholders for random numbers. */
@FunctionalInterface
public interface NoiseSource {

    /**
     * Numbers uniform in [0, 1) for one step.
     *
     * @param input the placeholder
     * @param step the optimizer step, from 0
     * @param count the number of values
     */
    float[] uniform(NoiseInput input, long step, int count);

    /** Numbers that depend on seed, placeholder and step only, so that a resumed run draws the same numbers. */
    static NoiseSource seeded(long seed) {
        return (input, step, count) -> {
            var stream = org.wsol.core.random.SplitMix64.named(seed, "noise/" + input.name() + "/" + step);
            float[] values = new float[count];
            for (int i = 0; i < count; i++) {
                values[i] = (stream.nextLong() >>> 40) * 0x1.0p-24f;
            }
            return values;
        };
    }
}
