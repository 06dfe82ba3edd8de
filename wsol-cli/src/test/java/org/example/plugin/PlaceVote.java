package org.example.plugin;

import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.wsol.core.component.Setting;
import org.wsol.core.component.TrainingSpan;
import org.wsol.engine.cam.LocalizationGraphBuilder;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.Convolution;
import org.wsol.engine.graph.Layers;
import org.wsol.engine.train.LossTerm;
import org.wsol.engine.train.Method;
import org.wsol.engine.train.MethodProvider;
import org.wsol.engine.train.TrainingGraphBuilder;
import org.wsol.losses.CrossEntropy;

/** A method with its own head and map: every position votes for a class, and the map is the share of votes. */
public final class PlaceVote implements MethodProvider<PlaceVote.Options> {

    /** The keys under {@code method}. */
    public record Options(
            @Setting(doc = "Size of the head's kernel, an odd number.", defaultValue = "3", min = 1)
            int kernel) {}

    @Override
    public String name() {
        return "place-vote";
    }

    @Override
    public String summary() {
        return "A convolutional head whose map is the softmax over the classes at each position.";
    }

    @Override
    public Class<Options> optionsType() {
        return Options.class;
    }

    @Override
    public Method create(Options options) {
        return new PlaceVoteMethod(options);
    }

    private record PlaceVoteMethod(Options options) implements Method {

        @Override
        public String name() {
            return "place-vote";
        }

        @Override
        public List<LossTerm> terms() {
            return List.of(new LossTerm("cross_entropy", 1, TrainingSpan.ZERO));
        }

        @Override
        public void build(TrainingGraphBuilder graph) {
            SDVariable logits =
                    votes(graph.layers(), graph.backbone(), graph.images()).mean(2, 3);
            graph.logits(logits);
            graph.term("cross_entropy", CrossEntropy.of(logits, graph.labels()));
        }

        @Override
        public void localize(LocalizationGraphBuilder graph) {
            SDVariable votes = votes(graph.layers(), graph.backbone(), graph.images());
            graph.logits(votes.mean(2, 3));
            SDVariable wanted = graph.wanted().reshape(-1, graph.classes(), 1, 1);
            SDVariable shares = graph.layers().graph().nn().softmax(votes, 1);
            graph.map(shares.mul(wanted).sum(1), graph.layers().sizeOf(votes));
        }

        /** Class maps (B, K, h, w); the backbone's head is not used, so it is neither created nor loaded. */
        private SDVariable votes(Layers layers, Backbone backbone, SDVariable images) {
            SDVariable features =
                    backbone.apply(layers, images, 0, backbone.stages().size());
            Convolution geometry = Convolution.square(
                            backbone.head().channels(), backbone.head().classes(), options.kernel())
                    .withBias();
            return layers.convolution("place-vote.head", features, geometry);
        }
    }
}
