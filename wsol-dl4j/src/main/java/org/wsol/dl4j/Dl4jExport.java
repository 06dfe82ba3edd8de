package org.wsol.dl4j;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerStandardize;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.wsol.core.ImageSize;
import org.wsol.core.InvalidInputException;
import org.wsol.data.batch.Transformation;
import org.wsol.dl4j.export.DraftedGraph;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.Head;
import org.wsol.engine.graph.ParameterStore;
import org.wsol.pipeline.TrainedModel;
import org.wsol.pipeline.export.ModelContents;

/**
 * Trained networks as plain Deeplearning4j graphs. Batch normalisation is folded into the convolutions. Every stage is
 * a vertex with its name; the last one outputs the feature map, {@value #LOGITS} the class scores and {@value #OUTPUT}
 * their softmax.
 */
public final class Dl4jExport {
    /** The image input, (B, 3, H, W). */
    public static final String IMAGES = "images";
    /** The layer of class scores, (B, K). */
    public static final String LOGITS = "logits";
    /** The output: probabilities, (B, K). */
    public static final String OUTPUT = "output";
    /** The name of the class names in a saved zip, a list of texts. */
    public static final String CLASS_NAMES = "classNames";

    private static final double BRIGHTEST = 255;

    private Dl4jExport() {}

    /**
     * The graph of a network with a copy of its current parameters.
     *
     * @param imageSize rows and columns of the images
     * @throws InvalidInputException naming all operations without a Deeplearning4j layer, or if the head is not linear
     */
    public static ComputationGraph of(Backbone backbone, ParameterStore parameters, ImageSize imageSize) {
        Head head = backbone.head();
        head.neck().ifPresent(neck -> {
            throw new InvalidInputException("only networks whose class scores are linear in the pooled features can be"
                    + " written; this one has " + neck.description() + " before them: train it with head: linear");
        });
        DraftedGraph drafted = DraftedGraph.of(backbone, parameters, imageSize, Set.of(IMAGES, LOGITS, OUTPUT));
        INDArray weight = parameters.get(head.weightName()).reshape(head.classes(), head.channels());
        INDArray bias = parameters.get(head.biasName()).reshape(1, head.classes());
        String last = drafted.features();
        if (head.form() == Head.Form.LINEAR) {
            String pooled = drafted.layer("pooled", new GlobalPoolingLayer(PoolingType.AVG), Map.of(), last);
            last = drafted.layer(
                    LOGITS,
                    new DenseLayer.Builder().nOut(head.classes()).build(),
                    Map.of("W", weight.transpose(), "b", bias),
                    pooled);
        } else {
            last = drafted.layer(
                    layerOf(head.weightName()),
                    new ConvolutionLayer.Builder(1, 1).nOut(head.classes()).build(),
                    Map.of("W", weight.reshape(head.classes(), head.channels(), 1, 1), "b", bias),
                    last);
            if (head.form() == Head.Form.CONVOLUTION_RELU) {
                last = drafted.layer("class-maps", new ActivationLayer(Activation.RELU), Map.of(), last);
            }
            last = drafted.layer(LOGITS, new GlobalPoolingLayer(PoolingType.AVG), Map.of(), last);
        }
        drafted.layer(
                OUTPUT,
                new LossLayer.Builder(LossFunction.MCXENT)
                        .activation(Activation.SOFTMAX)
                        .build(),
                Map.of(),
                last);
        return drafted.build(OUTPUT);
    }

    /**
     * The graph of a trained model.
     *
     * @throws org.wsol.core.InvalidInputException if its method does not use the backbone's head, or naming all
     *     operations without a Deeplearning4j layer
     */
    public static ComputationGraph of(TrainedModel model) {
        return model.read(Dl4jExport::of);
    }

    static ComputationGraph of(ModelContents model) {
        Dl4jExporter.requireOwnHead(model);
        return of(model.backbone(), model.parameters(), model.imageSize());
    }

    private static String layerOf(String parameter) {
        return parameter.substring(0, parameter.lastIndexOf('.'));
    }

    /**
     * Saves a graph with {@code ModelSerializer}, together with the normaliser and the class names.
     *
     * @param transformation the preprocessing of the network's images
     */
    public static void save(ComputationGraph graph, Transformation transformation, List<String> classNames, Path file) {
        try {
            ModelSerializer.writeModel(graph, file.toFile(), false);
            ModelSerializer.addNormalizerToModel(file.toFile(), normalizer(transformation));
            ModelSerializer.addObjectToFile(file.toFile(), CLASS_NAMES, new ArrayList<>(classNames));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    /** The normalisation for pixels of 0 to 255 in the order red, green, blue, (B, 3, H, W). */
    public static NormalizerStandardize normalizer(Transformation transformation) {
        return new NormalizerStandardize(row(transformation.mean()), row(transformation.deviation()));
    }

    private static INDArray row(List<Double> shares) {
        double[] values =
                shares.stream().mapToDouble(share -> share * BRIGHTEST).toArray();
        return Nd4j.createFromArray(new double[][] {values}).castTo(org.nd4j.linalg.api.buffer.DataType.FLOAT);
    }
}
