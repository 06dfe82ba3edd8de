package org.wsol.maps.network;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.wsol.engine.graph.GraphResult;

/**
 * The attention of a batch's images. An image's attention is large (11 MB for DeiT-small), so images are run one by one
 * and only the latest is kept.
 */
final class Attention {
    private final ExplainedNetwork network;
    private final INDArray images;
    private final IntFunction<float[]> derivatives;
    private int newest = -1;
    private OfImage kept = new OfImage(List.of(), List.of());

    /**
     * Creates the attention without running the network.
     *
     * @param derivatives derivatives of the requested score with respect to every class score, for an image
     */
    Attention(ExplainedNetwork network, INDArray images, IntFunction<float[]> derivatives) {
        this.network = network;
        this.images = images;
        this.derivatives = derivatives;
    }

    /**
     * The attention of one image.
     *
     * @param values for every block (heads, T, T)
     * @param gradients in the same shapes
     */
    record OfImage(List<float[][][]> values, List<float[][][]> gradients) {}

    OfImage of(int image) {
        if (image != newest) {
            kept = run(image);
            newest = image;
        }
        return kept;
    }

    private OfImage run(int image) {
        float[] row = derivatives.apply(image);
        try (INDArray alone =
                        images.get(NDArrayIndex.interval(image, image + 1)).dup('c');
                INDArray derivative = network.array(row, 1, row.length)) {
            return network.attention(alone, derivative, this::copied);
        }
    }

    private OfImage copied(GraphResult result) {
        List<float[][][]> values = new ArrayList<>();
        List<float[][][]> gradients = new ArrayList<>();
        for (String block : network.attentionGraph().blocks()) {
            values.add(heads(result.output(block)));
            gradients.add(heads(result.gradient(block)));
        }
        return new OfImage(List.copyOf(values), List.copyOf(gradients));
    }

    private static float[][][] heads(INDArray attention) {
        float[][][] heads = new float[(int) attention.size(1)][][];
        for (int i = 0; i < heads.length; i++) {
            heads[i] = attention.slice(0).slice(i).dup('c').toFloatMatrix();
        }
        return heads;
    }
}
