package org.wsol.pipeline.internal;

import java.util.List;
import org.wsol.engine.train.LossTerm;
import org.wsol.engine.train.Method;
import org.wsol.engine.train.TrainingGraphBuilder;

/**
 * A method after training whose maps are plain class activation maps: only its name is needed.
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
