package org.wsol.backbones;

import java.util.List;
import java.util.Optional;
import org.nd4j.autodiff.samediff.SDVariable;
import org.wsol.core.ImageSize;
import org.wsol.core.InvalidInputException;
import org.wsol.core.component.Setting;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.BackboneProvider;
import org.wsol.engine.graph.Head;
import org.wsol.engine.graph.Head.Neck;
import org.wsol.engine.graph.Initializer;
import org.wsol.engine.graph.Layers;
import org.wsol.engine.graph.Stage;

/** DeiT tiny, small and base (Touvron et al. 2021): vision transformers on patches of 16 pixels, with timm's names. */
public abstract class DeiT implements BackboneProvider<DeiT.Options> {
    private static final int PATCH = 16;
    private static final int DEPTH = 12;

    private final String size;
    private final int width;
    private final int heads;
    private final String summary;

    /**
     * The options.
     *
     * @param head plain, or as published
     * @param positions side of the square position grid of the weights
     * @param dropPath probability of dropping the last block's branches in training
     */
    public record Options(
            @Setting(
                    doc = "linear: mean of the patch tokens and one layer, so that class activation maps exist;"
                            + " published: one layer on the class token, without a map of its own. Method ts-cam has"
                            + " its own head.",
                    defaultValue = "linear")
            HeadStyle head,

            @Setting(
                    doc = "Side length of the grid of position embeddings in the weights: 14 for weights trained with"
                            + " 224 px images, 24 for 384 px. For images of other sizes, position embeddings are"
                            + " resized.",
                    defaultValue = "14",
                    min = 1,
                    max = 64)
            int positions,

            @Setting(
                    doc = "Probability of dropping the last block's residual branches in training (stochastic depth);"
                            + " it increases from 0 over the blocks.",
                    defaultValue = "0.1",
                    min = 0,
                    max = 0.99)
            double dropPath) {}

    private DeiT(String size, int width, int heads, String summary) {
        this.size = size;
        this.width = width;
        this.heads = heads;
        this.summary = summary;
    }

    @Override
    public final String name() {
        return "deit_" + size;
    }

    @Override
    public final String summary() {
        return summary;
    }

    @Override
    public final Class<Options> optionsType() {
        return Options.class;
    }

    @Override
    public final Backbone create(Options options, ImageSize imageSize, int classes) {
        if (imageSize.height() < PATCH || imageSize.width() < PATCH) {
            throw new InvalidInputException("backbone " + name() + ": images of " + imageSize + " are too small, use at"
                    + " least " + ImageSize.square(PATCH));
        }
        VisionTransformer transformer =
                new VisionTransformer(PATCH, width, DEPTH, heads, options.positions(), options.dropPath(), imageSize);
        return backbone(name(), transformer, options.head(), classes);
    }

    /** A transformer of any shape as a backbone. */
    static StagedBackbone backbone(String name, VisionTransformer transformer, HeadStyle style, int classes) {
        int width = transformer.width();
        Head published =
                new Head("head.weight", "head.bias", width, classes, Head.Form.LINEAR, 0, new Initializer.Normal(0.02));
        List<Stage> stages = transformer.stages();
        // The head reads only the class token of the last block; the last map that affects it is that of the previous
        // stage.
        String read = stages.get(Math.max(0, transformer.depth() - 1)).name();
        Head head = style.of(published, new ClassToken(width, read), width, classes);
        return StagedBackbone.of(name, stages, head, "blocks." + Math.max(0, transformer.depth() - 2))
                .withPublishedNames(DeiT::ofTsCam);
    }

    /** TS-CAM's files use the name of DeiT's head for its own head. */
    private static List<String> ofTsCam(String parameter) {
        return parameter.startsWith("ts-cam.head.") ? List.of(parameter.substring("ts-cam.".length())) : List.of();
    }

    /** The normalised class token instead of the patches' mean. */
    private record ClassToken(int width, String read) implements Neck {

        @Override
        public String description() {
            return "a class token instead of the map's mean";
        }

        @Override
        public SDVariable apply(Layers layers, SDVariable pooled) {
            return layers.notes()
                    .get(VisionTransformer.classTokenOf(VisionTransformer.LAST))
                    .orElseThrow(() ->
                            new InvalidInputException("the class token's head needs the transformer's last stage, '"
                                    + VisionTransformer.LAST + "'"))
                    .reshape(-1, width);
        }

        @Override
        public Optional<String> lastStageRead() {
            return Optional.of(read);
        }

        @Override
        public SDVariable gradient(Layers layers, SDVariable pooled, SDVariable outer) {
            throw new InvalidInputException(
                    "the class token's head does not read the patches of the last map, so there is"
                            + " no class activation map; set head: linear in the backbone's options, use method ts-cam, or a map"
                            + " made from attention");
        }
    }

    /** Width 192, 3 heads. */
    public static final class Tiny extends DeiT {
        /** The provider. */
        public Tiny() {
            super("tiny", 192, 3, "DeiT-Ti: twelve transformer blocks of width 192, 5 million parameters.");
        }
    }

    /** Width 384, 6 heads. */
    public static final class Small extends DeiT {
        /** The provider. */
        public Small() {
            super("small", 384, 6, "DeiT-S: twelve transformer blocks of width 384, 22 million parameters.");
        }
    }

    /** Width 768, 12 heads. */
    public static final class Base extends DeiT {
        /** The provider. */
        public Base() {
            super("base", 768, 12, "DeiT-B: twelve transformer blocks of width 768, 86 million parameters.");
        }
    }
}
