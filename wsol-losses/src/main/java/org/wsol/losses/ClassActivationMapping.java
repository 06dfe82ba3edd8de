package org.wsol.losses;

import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.wsol.core.component.TrainingSpan;
import org.wsol.engine.train.BatchStep;
import org.wsol.engine.train.LossTerm;
import org.wsol.engine.train.Method;
import org.wsol.engine.train.TrainingGraphBuilder;

/** Plain class activation mapping (Zhou et al., CVPR 2016): a classifier trained with cross-entropy alone. */
public final class ClassActivationMapping implements Method {
    /** The method's name in experiment files. */
    public static final String NAME = "cam";

    private final String name;
    private final List<BatchStep> batchSteps;

    /** Creates the plain method. */
    public ClassActivationMapping() {
        this(NAME, List.of());
    }

    /**
     * Creates the method with steps that change the batch, under its own name.
     *
     * @param batchSteps changes to a batch before the graph runs
     */
    public ClassActivationMapping(String name, List<BatchStep> batchSteps) {
        this.name = name;
        this.batchSteps = List.copyOf(batchSteps);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<BatchStep> batchSteps() {
        return batchSteps;
    }

    @Override
    public List<LossTerm> terms() {
        return List.of(new LossTerm(BridgingGap.CROSS_ENTROPY, 1, TrainingSpan.ZERO));
    }

    @Override
    public void build(TrainingGraphBuilder graph) {
        var backbone = graph.backbone();
        SDVariable features = backbone.apply(
                graph.layers(), graph.images(), 0, backbone.stages().size());
        SDVariable logits = backbone.head().logits(graph.layers(), features);
        graph.logits(logits);
        graph.term(BridgingGap.CROSS_ENTROPY, CrossEntropy.of(logits, graph.labels()));
    }
}
