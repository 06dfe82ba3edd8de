package org.wsol.maps.variant;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import org.wsol.core.ScoreMap;
import org.wsol.core.component.Setting;
import org.wsol.maps.CamVariant;
import org.wsol.maps.Evidence;
import org.wsol.maps.FeatureMaps;
import org.wsol.maps.formula.PrincipalMap;
import org.wsol.maps.formula.Sums;

/** The common form of most methods: the channels of a stage are weighted and combined to one map. */
final class Channels {
    private Channels() {}

    /** Sums activations with one weight per channel, computed from activations and gradients. */
    static CamVariant weighted(BiFunction<FeatureMaps, FeatureMaps, double[]> weights, boolean eigen) {
        return byElements(
                (activations, gradients) -> activations.weighted(weights.apply(activations, gradients)), eigen);
    }

    /** Sums channels computed element by element from activations and gradients. */
    static CamVariant byElements(BinaryOperator<FeatureMaps> channels, boolean eigen) {
        return evidence -> eachStage(evidence, stage -> {
            FeatureMaps made = channels.apply(evidence.activations(stage), evidence.gradients(stage));
            return eigen ? PrincipalMap.linear(made) : Sums.overChannels(made);
        });
    }

    /** One map per target stage. */
    static List<ScoreMap> eachStage(Evidence evidence, java.util.function.Function<String, ScoreMap> map) {
        return evidence.stages().stream().map(map).toList();
    }

    /**
     * The options of methods that weight channels.
     *
     * @param eigen whether the first principal component replaces the sum over channels
     */
    public record SmoothingOptions(
            @Setting(
                    doc = "Whether the first principal component of the weighted channels is used instead of their sum,"
                            + " which reduces noise. Its value of largest magnitude is positive.",
                    defaultValue = "false")
            boolean eigen) {}

    /** The options of a method that has none. */
    public record NoOptions() {}
}
