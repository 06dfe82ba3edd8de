package org.example.plugin;

import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.wsol.core.component.Setting;
import org.wsol.core.component.TrainingSpan;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.Layers;
import org.wsol.engine.train.LossTerm;
import org.wsol.engine.train.Method;
import org.wsol.engine.train.MethodProvider;
import org.wsol.engine.train.TrainingGraphBuilder;
import org.wsol.losses.AlignmentMaps;
import org.wsol.losses.CrossEntropy;

/** A method with its own loss: cross-entropy, and the mean of 1 - F over all positions, F scaled to [0, 1]. */
public final class WideNorm implements MethodProvider<WideNorm.Options> {

    /** The keys under {@code method}. */
    public record Options(
            @Setting(doc = "Factor of the width term.", defaultValue = "0.1", min = 0)
            double weight,

            @Setting(doc = "When the width term starts.", defaultValue = "0 epochs")
            TrainingSpan start) {}

    @Override
    public String name() {
        return "wide-norm";
    }

    @Override
    public String summary() {
        return "Cross-entropy and a term that raises the norm map everywhere.";
    }

    @Override
    public Class<Options> optionsType() {
        return Options.class;
    }

    @Override
    public Method create(Options options) {
        return new WideNormMethod(options);
    }

    private record WideNormMethod(Options options) implements Method {

        @Override
        public String name() {
            return "wide-norm";
        }

        @Override
        public List<LossTerm> terms() {
            return List.of(
                    new LossTerm("cross_entropy", 1, TrainingSpan.ZERO),
                    new LossTerm("width", options.weight(), options.start()));
        }

        @Override
        public void build(TrainingGraphBuilder graph) {
            Backbone backbone = graph.backbone();
            Layers layers = graph.layers();
            SDVariable features =
                    backbone.apply(layers, graph.images(), 0, backbone.stages().size());
            SDVariable logits = backbone.head().logits(layers, features);
            graph.logits(logits);
            graph.term("cross_entropy", CrossEntropy.of(logits, graph.labels()));
            if (graph.wants("width")) {
                AlignmentMaps maps = new AlignmentMaps(features, backbone.head().channels(), layers.sizeOf(features));
                graph.term("width", maps.scaledNorm().rsub(1.0).mean());
            }
        }
    }
}
