package org.wsol.pipeline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wsol.core.ImageSize;
import org.wsol.core.InvalidInputException;
import org.wsol.maps.CamVariantProvider;
import org.wsol.maps.CamVariants;
import org.wsol.maps.MapSpec;
import org.wsol.maps.network.CountedEvidence;
import org.wsol.maps.network.EvidenceBatch;
import org.wsol.maps.network.ExplainedNetwork;
import org.wsol.pipeline.BatchedLocalizer.OfferedMap;

/**
 * Determines which map methods work with a network by computing one map of a black image with each. For methods that
 * score perturbed images, passes are only counted; if there are too many, the method is offered with fewer channels.
 */
final class MapOffers {
    /** The most expensive method offered is Score-CAM over the 2,048 channels of ResNet-50. */
    static final int MOST_PASSES = 2_500;

    private static final Logger LOG = LoggerFactory.getLogger(MapOffers.class);
    private static final int FEW_PASSES = 100;
    private static final Map<String, String> FEW_CHANNELS = Map.of("channels", "32");

    private MapOffers() {}

    /** The methods that work with a network, fastest first. */
    static List<OfferedMap> of(ExplainedNetwork network) {
        ImageSize size = network.imageSize();
        List<OfferedMap> offers = new ArrayList<>();
        try (INDArray black = Nd4j.zeros(DataType.FLOAT, 1, 3, size.height(), size.width());
                EvidenceBatch batch = network.evidence(black, new int[] {0}, List.of())) {
            for (CamVariantProvider<?> provider : CamVariants.all().all()) {
                Optional<OfferedMap> plain = offer(provider, Map.of(), batch);
                plain.ifPresent(offers::add);
                if (hasChannels(provider) && plain.map(OfferedMap::passes).orElse(MOST_PASSES) > FEW_PASSES) {
                    offer(provider, FEW_CHANNELS, batch).ifPresent(offers::add);
                }
            }
        }
        offers.sort(Comparator.comparing((OfferedMap offer) -> offer.passes() > FEW_PASSES)
                .thenComparing(offer -> offer.map().toString()));
        return List.copyOf(offers);
    }

    private static boolean hasChannels(CamVariantProvider<?> provider) {
        return List.of(provider.optionsType().getRecordComponents()).stream()
                .anyMatch(option -> FEW_CHANNELS.containsKey(option.getName()));
    }

    private static Optional<OfferedMap> offer(
            CamVariantProvider<?> provider, Map<String, String> options, EvidenceBatch batch) {
        MapSpec map = new MapSpec(provider.name(), options, List.of(), false);
        try {
            int passes = CountedEvidence.passes(
                    CamVariants.create(map), batch.images().get(0));
            return passes > MOST_PASSES
                    ? Optional.empty()
                    : Optional.of(new OfferedMap(map, provider.summary(), passes));
        } catch (InvalidInputException e) {
            LOG.debug("map {} is not offered: {}", map, e.getMessage());
        } catch (RuntimeException e) { // A defect of a plug-in must not make the model unusable.
            LOG.warn("map {} is not offered, as it fails with this network", map, e);
        }
        return Optional.empty();
    }
}
