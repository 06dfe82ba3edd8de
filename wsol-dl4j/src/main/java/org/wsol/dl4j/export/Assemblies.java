package org.wsol.dl4j.export;

import java.util.Map;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.L2NormalizeVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.graph.ReshapeVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.graph.ShiftVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToRnnPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.RnnToFeedForwardPreProcessor;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.wsol.core.ImageSize;

/** Operations without a Deeplearning4j layer, composed of existing layers and vertices. */
final class Assemblies {
    private static final double HALF_WIDTH = 3;
    private static final double WIDTH = 6;

    /** Beyond this value, x times the tail of the normal distribution is below 1.1e-7. */
    private static final double BOUND = 5.5;

    /**
     * The normal distribution is sigmoid(q) with q odd and smooth; q(x) is u times a polynomial of u squared, u = x / BOUND.
     * Fitted to ln(N(x) / N(-x)) so that the largest error of x N(x) is smallest: 6.8e-8, below float32's rounding.
     */
    private static final double[] LOGIT = {
        8.776726378, 12.09023277, -0.3334747098, -16.81992505, 36.55845773, -37.18155512, 15.21851428
    };

    private final GraphDraft draft;

    Assemblies(GraphDraft draft) {
        this.draft = draft;
    }

    /** {@code min(max(x + 3, 0), 6) / 6}: Deeplearning4j's own hard sigmoid is Keras's. */
    String hardSigmoid(String wanted, String x) {
        String shifted = draft.vertex(wanted + "-shifted", new ShiftVertex(HALF_WIDTH), x);
        String cut = draft.layer(wanted + "-cut", new ActivationLayer(Activation.RELU6), shifted);
        return draft.vertex(wanted, new ScaleVertex(1 / WIDTH), cut);
    }

    /** {@code x / 2 * (1 + erf(x / sqrt 2))}: Deeplearning4j's own GELUs are coarser approximations. */
    String gelu(String wanted, String x) {
        String shrunk = draft.vertex(wanted + "-shrunk", new ScaleVertex(1 / BOUND), x);
        String u = draft.layer(wanted + "-bounded", new ActivationLayer(Activation.HARDTANH), shrunk);
        String square = draft.vertex(wanted + "-square", product(), u, u);
        int last = LOGIT.length - 1;
        String sum = draft.vertex(wanted + "-term", new ScaleVertex(LOGIT[last]), square);
        for (int i = last - 1; i > 0; i--) {
            String shifted = draft.vertex(wanted + "-sum", new ShiftVertex(LOGIT[i]), sum);
            sum = draft.vertex(wanted + "-term", product(), shifted, square);
        }
        String polynomial = draft.vertex(wanted + "-sum", new ShiftVertex(LOGIT[0]), sum);
        String logit = draft.vertex(wanted + "-logit", product(), polynomial, u);
        String share = draft.layer(wanted + "-share", new ActivationLayer(Activation.SIGMOID), logit);
        return draft.vertex(wanted, product(), x, share);
    }

    /**
     * Layer normalisation over the channels of every position. The mean is subtracted by a convolution; a constant
     * channel represents epsilon, so that a position's length is sqrt(C (variance + epsilon)); each position is divided
     * by its length as a separate example.
     *
     * @param gamma scales, C numbers
     * @param beta shifts, C numbers
     */
    String layerNorm(String wanted, String x, ImageSize size, INDArray gamma, INDArray beta, double epsilon) {
        int channels = Math.toIntExact(gamma.length());
        INDArray centring = Nd4j.eye(channels).sub(1.0 / channels).reshape(channels, channels, 1, 1);
        String centred = draft.layer(wanted + "-centred", pointwise(channels, false), Map.of("W", centring), x);
        String constant = draft.layer(
                wanted + "-epsilon",
                pointwise(1, true),
                Map.of("W", Nd4j.zeros(1, channels, 1, 1), "b", Nd4j.create(new double[][] {
                    {Math.sqrt(channels * epsilon)}
                })),
                x);
        String both = draft.vertex(wanted + "-both", new MergeVertex(), centred, constant);
        int area = Math.toIntExact(size.area());
        String rows = draft.vertex(
                wanted + "-places", new ReshapeVertex('c', new int[] {-1, channels + 1, area}, null), both);
        rows = draft.vertex(wanted + "-examples", new PreprocessorVertex(new RnnToFeedForwardPreProcessor()), rows);
        rows = draft.vertex(wanted + "-divided", new L2NormalizeVertex(), rows);
        rows = draft.vertex(wanted + "-joined", new PreprocessorVertex(new FeedForwardToRnnPreProcessor()), rows);
        int[] shape = {-1, channels + 1, size.height(), size.width()};
        String map = draft.vertex(wanted + "-map", new ReshapeVertex('c', shape, null), rows);
        INDArray scaling = Nd4j.zeros(channels, channels + 1);
        for (int i = 0; i < channels; i++) {
            scaling.putScalar(i, i, Math.sqrt(channels) * gamma.getDouble(i));
        }
        return draft.layer(
                wanted,
                pointwise(channels, true),
                Map.of("W", scaling.reshape(channels, channels + 1, 1, 1), "b", beta.reshape(1, channels)),
                map);
    }

    private static ConvolutionLayer pointwise(int channels, boolean biased) {
        return new ConvolutionLayer.Builder(1, 1).nOut(channels).hasBias(biased).build();
    }

    private static ElementWiseVertex product() {
        return new ElementWiseVertex(ElementWiseVertex.Op.Product);
    }
}
