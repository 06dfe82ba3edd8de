package org.wsol.pipeline.internal;

import java.util.List;
import org.wsol.engine.train.LossTerm;
import org.wsol.engine.train.Method;
import org.wsol.engine.train.TrainingGraphBuilder;

/**
 * What is left of a method when training is over and its maps are plain class activation maps: its name.
 *
 * @param name the method that trained the network
 */
record PlainMethod(String name) implements Method {

    @Override
    public List<LossTerm> terms() {
        return List.of();
    }

    @Override
    public void build(TrainingGraphBuilder graph) {
        throw new UnsupportedOperationException("a loaded localizer is not trained; make a network from its recipe");
    }
}
