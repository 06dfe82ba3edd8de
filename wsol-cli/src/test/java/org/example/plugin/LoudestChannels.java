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

/** Only the channels whose mean says most for the class, each weighted the same. */
public final class LoudestChannels implements CamVariantProvider<LoudestChannels.Options> {

    /** What can be set. */
    public record Options(
            @Setting(doc = "How many channels are added up.", defaultValue = "3", min = 1)
            int count) {}

    @Override
    public String name() {
        return "loudest";
    }

    @Override
    public String summary() {
        return "The few channels that say most for the class.";
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
        List<Integer> loudest = IntStream.range(0, votes.channels())
                .boxed()
                .sorted(Comparator.comparing(votes::mean).reversed())
                .limit(count)
                .toList();
        double[] weights = new double[votes.channels()];
        loudest.forEach(channel -> weights[channel] = 1);
        return Sums.weighted(activations, weights);
    }
}
