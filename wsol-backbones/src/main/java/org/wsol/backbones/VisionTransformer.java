package org.wsol.backbones;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.autodiff.samediff.SDIndex;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.wsol.core.ImageSize;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.ChannelLayers;
import org.wsol.engine.graph.Convolution;
import org.wsol.engine.graph.Initializer;
import org.wsol.engine.graph.Layers;
import org.wsol.engine.graph.Padding;
import org.wsol.engine.graph.Stage;
import org.wsol.engine.graph.TokenLayers;
import org.wsol.engine.nd4j.Activation;

/**
 * A vision transformer (Dosovitskiy et al. 2021) with the names of DeiT (Touvron et al. 2021). Between stages the
 * patches are a feature map (B, width, h, w), as in every network here; all tokens including the class token are stored
 * in {@link org.wsol.engine.graph.GraphNotes}. A map that a method has changed is joined with the newest class token of
 * the stage before.
 *
 * @param patch side of a patch in pixels
 * @param width width D of a token
 * @param depth blocks
 * @param heads attention heads
 * @param grid side of the square patch grid of {@code pos_embed}; embeddings are resized for other image sizes
 * @param dropPath probability of dropping the last block's branches in training; it increases linearly from 0
 * @param imageSize rows and columns of the images; pixels beyond the last whole patch are ignored
 */
public record VisionTransformer(
        int patch, int width, int depth, int heads, int grid, double dropPath, ImageSize imageSize) {
    /** The stage with the normalised class token and the last map. */
    static final String LAST = "norm";

    private static final String FIRST = "patch_embed";
    private static final double EPSILON = 1e-6;
    private static final int EXPANSION = 4;
    private static final Initializer WEIGHTS = new Initializer.Normal(0.02);

    /** The key of a stage's class token, (B, 1, width). */
    static String classTokenOf(String stage) {
        return "class token of " + stage;
    }

    private static String tokensOf(SDVariable map) {
        return "tokens of " + map.name();
    }

    /**
     * The transformer as a backbone.
     *
     * @param name its name in messages
     * @param head plain, or on the class token
     * @param classes number of classes
     */
    public Backbone backbone(String name, HeadStyle head, int classes) {
        return DeiT.backbone(name, this, head, classes);
    }

    List<Stage> stages() {
        List<Stage> stages = new ArrayList<>();
        stages.add(new Stage(FIRST, this::embed));
        for (int i = 0; i < depth; i++) {
            String name = "blocks." + i;
            String before = stages.get(stages.size() - 1).name();
            double drop = depth > 1 ? dropPath * i / (depth - 1) : dropPath;
            stages.add(new Stage(name, (layers, x) -> given(layers, block(layers, name, before, x, drop), name)));
        }
        String before = stages.get(stages.size() - 1).name();
        stages.add(new Stage(
                LAST,
                (layers, x) -> given(
                        layers,
                        new ChannelLayers(layers).rowNorm(LAST, taken(layers, x, before), width, EPSILON, 3),
                        LAST)));
        return stages;
    }

    private ImageSize map() {
        return new ImageSize(imageSize.height() / patch, imageSize.width() / patch);
    }

    private int patches() {
        return Math.toIntExact(map().area());
    }

    private SDVariable embed(Layers layers, SDVariable images) {
        Convolution geometry = Convolution.square(3, width, patch)
                .withStride(patch)
                .withPadding(Padding.of(0))
                .withBias();
        SDVariable embedded = layers.convolution("patch_embed.proj", images, geometry, WEIGHTS);
        SDVariable patches = embedded.reshape(-1, width, patches()).permute(0, 2, 1);
        // Prepends a row of zeros, to which class token and positions are added.
        SDVariable rows = layers.graph().nn().pad(patches, inFront(layers), 0);
        SDVariable classToken = layers.parameter("cls_token", WEIGHTS, 1, 1, width);
        SDVariable common = positions(layers).add(layers.graph().nn().pad(classToken, behind(layers, patches()), 0));
        return given(layers, rows.add(common), FIRST);
    }

    private SDVariable positions(Layers layers) {
        SDVariable positions = layers.parameter("pos_embed", WEIGHTS, 1, (long) grid * grid + 1, width);
        if (map().equals(ImageSize.square(grid))) {
            return positions;
        }
        INDArray resizing = Nd4j.createFromArray(PositionGrid.resizing(grid, map()))
                .castTo(layers.parameters().type());
        SDVariable matrix = layers.constant("pos_embed#resizing", resizing);
        return matrix.mmul(positions.reshape((long) grid * grid + 1, width)).reshape(1, patches() + 1, width);
    }

    private static SDVariable inFront(Layers layers) {
        return layers.constant("token#front", Nd4j.createFromArray(new int[][] {{0, 0}, {1, 0}, {0, 0}}));
    }

    private static SDVariable behind(Layers layers, int patches) {
        return layers.constant(
                "token#behind#" + patches, Nd4j.createFromArray(new int[][] {{0, 0}, {0, patches}, {0, 0}}));
    }

    private SDVariable block(Layers layers, String name, String before, SDVariable map, double drop) {
        ChannelLayers channels = new ChannelLayers(layers);
        TokenLayers tokens = new TokenLayers(layers, patches() + 1);
        SDVariable x = taken(layers, map, before);
        SDVariable y = channels.rowNorm(name + ".norm1", x, width, EPSILON, 3);
        y = tokens.selfAttention(name + ".attn", name, y, width, heads, WEIGHTS);
        x = x.add(channels.dropPath(y, drop, 3));
        y = channels.rowNorm(name + ".norm2", x, width, EPSILON, 3);
        y = tokens.linear(name + ".mlp.fc1", y, width, EXPANSION * width, WEIGHTS);
        y = channels.activation(Activation.Function.GELU, y);
        y = tokens.linear(name + ".mlp.fc2", y, EXPANSION * width, width, WEIGHTS);
        return x.add(channels.dropPath(y, drop, 3));
    }

    /** All tokens that belong to a map. */
    private SDVariable taken(Layers layers, SDVariable map, String before) {
        return layers.notes().get(tokensOf(map)).orElseGet(() -> {
            SDVariable classToken = layers.notes()
                    .get(classTokenOf(before))
                    .orElseThrow(() -> new org.wsol.core.InvalidInputException("a transformer stage after '" + before
                            + "' received a map without a class token; start with the images"));
            SDVariable patches = map.reshape(-1, width, patches()).permute(0, 2, 1);
            return layers.graph().concat(1, classToken, patches);
        });
    }

    /** Converts tokens to a map and stores them with it. */
    private SDVariable given(Layers layers, SDVariable tokens, String stage) {
        SDVariable patches = tokens.get(SDIndex.all(), SDIndex.interval(1, patches() + 1), SDIndex.all());
        SDVariable map =
                layers.sized(patches.permute(0, 2, 1).reshape(-1, width, map().height(), map().width()), map());
        layers.notes().put(tokensOf(map), tokens);
        layers.notes().put(classTokenOf(stage), tokens.get(SDIndex.all(), SDIndex.interval(0, 1), SDIndex.all()));
        return map;
    }
}
