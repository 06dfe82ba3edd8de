package org.wsol.serve;

import java.util.List;
import org.wsol.core.ScoreMap;
import org.wsol.maps.CamVariant;
import org.wsol.maps.CamVariantProvider;

/** A method of another jar that needs very many passes of one image each. */
public final class PatientMap implements CamVariantProvider<PatientMap.Options> {
    private static final int ROUNDS = 500;

    /** No options. */
    public record Options() {}

    @Override
    public String name() {
        return "patient";
    }

    @Override
    public String summary() {
        return "Patient: hundreds of passes.";
    }

    @Override
    public Class<Options> optionsType() {
        return Options.class;
    }

    @Override
    public CamVariant create(Options options) {
        return evidence -> {
            float[] image = evidence.image().values();
            float sum = 0;
            for (int round = 0; round < ROUNDS; round++) {
                sum += evidence.scoresOfImages(
                                1, (index, target) -> System.arraycopy(image, 0, target, 0, target.length))[0][0];
            }
            return List.of(ScoreMap.of(1, 2, new float[] {0, sum}));
        };
    }
}
