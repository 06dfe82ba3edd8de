package org.wsol.pipeline.internal;

import java.util.List;
import org.wsol.engine.cam.Localization;
import org.wsol.engine.cam.LocalizationGraphBuilder;
import org.wsol.engine.train.LossTerm;
import org.wsol.engine.train.Method;
import org.wsol.engine.train.TrainingGraphBuilder;

/**
 * The inference side of a method with its name.
 *
 * @param name the method that trained the network
 * @param inference how scores and maps are computed
 */
record InferenceMethod(String name, Localization inference) implements Method {

    @Override
    public List<LossTerm> terms() {
        return List.of();
    }

    @Override
    public void build(TrainingGraphBuilder graph) {
        throw new UnsupportedOperationException(
                "a loaded localizer cannot be trained; create a network from its recipe");
    }

    @Override
    public void localize(LocalizationGraphBuilder graph) {
        inference.localize(graph);
    }
}
