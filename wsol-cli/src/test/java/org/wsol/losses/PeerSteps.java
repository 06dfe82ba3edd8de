package org.wsol.losses;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Supplier;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.wsol.core.random.SplitMix64;
import org.wsol.engine.train.BatchStep;

/** Batch steps with the random values of a reference case. */
public final class PeerSteps {
    private PeerSteps() {}

    /** Hide-and-seek with a separate stream for each step. */
    public static BatchStep hidden(int grid, double rate, Supplier<SplitMix64> stream) {
        HideAndSeek step = new HideAndSeek(new HideAndSeek.Options(grid, rate));
        return replaying(HideAndSeek.NAME, (images, labels) -> {
            SplitMix64 random = stream.get();
            step.apply(images, (image, row, column) -> (float) random.nextDouble());
        });
    }

    /** CutMix with the draws of a record: {@code lambda_drawn}, {@code permutation} and {@code centre}. */
    public static BatchStep mixed(Supplier<JsonNode> draws) {
        CutMix step = new CutMix(new CutMix.Options(1, 1, true));
        return replaying(CutMix.NAME, (images, labels) -> {
            JsonNode now = draws.get();
            int[] partners = new int[now.get("permutation").size()];
            for (int i = 0; i < partners.length; i++) {
                partners[i] = now.get("permutation").get(i).asInt();
            }
            step.apply(
                    images,
                    labels,
                    new CutMix.Mix(
                            now.get("lambda_drawn").asDouble(),
                            partners,
                            now.get("centre").get(0).asInt(),
                            now.get("centre").get(1).asInt()));
        });
    }

    private interface Change {
        void apply(INDArray images, INDArray labels);
    }

    private static BatchStep replaying(String name, Change change) {
        return new BatchStep() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public boolean mixesLabels() {
                return true;
            }

            @Override
            public void apply(INDArray images, INDArray labels, SplitMix64 random) {
                change.apply(images, labels);
            }
        };
    }
}
