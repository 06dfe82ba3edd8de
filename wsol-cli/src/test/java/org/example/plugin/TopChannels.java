package org.example.plugin;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.wsol.core.ScoreMap;
import org.wsol.core.component.Setting;
import org.wsol.maps.CamVariant;
import org.wsol.maps.CamVariantProvider;
import org.wsol.maps.Evidence;
import org.wsol.maps.FeatureMaps;
import org.wsol.maps.formula.Sums;

/** The channels with the largest mean contribution to the class, with equal weights. */
public final class TopChannels implements CamVariantProvider<TopChannels.Options> {

    /** The options of the map. */
    public record Options(
            @Setting(doc = "Number of channels that are summed.", defaultValue = "3", min = 1)
            int count) {}

    @Override
    public String name() {
        return "top-channels";
    }

    @Override
    public String summary() {
        return "The channels with the largest contribution to the class.";
    }

    @Override
    public Class<Options> optionsType() {
        return Options.class;
    }

    @Override
    public CamVariant create(Options options) {
        return evidence -> evidence.stages().stream()
                .map(stage -> map(evidence, stage, options.count()))
                .toList();
    }

    private static ScoreMap map(Evidence evidence, String stage, int count) {
        FeatureMaps activations = evidence.activations(stage);
        FeatureMaps votes = activations.times(evidence.gradients(stage));
        List<Integer> top = IntStream.range(0, votes.channels())
                .boxed()
                .sorted(Comparator.comparing(votes::mean).reversed())
                .limit(count)
                .toList();
        double[] weights = new double[votes.channels()];
        top.forEach(channel -> weights[channel] = 1);
        return Sums.weighted(activations, weights);
    }
}
