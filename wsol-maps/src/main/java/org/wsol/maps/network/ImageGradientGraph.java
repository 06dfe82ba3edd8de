package org.wsol.maps.network;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.wsol.core.ImageSize;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.BatchNormMode;
import org.wsol.engine.graph.BiasedConvolution;
import org.wsol.engine.graph.GraphProgram;
import org.wsol.engine.graph.Layers;
import org.wsol.engine.graph.ParameterStore;
import org.wsol.engine.nd4j.PositiveGradient;

/**
 * The whole network forward and backward, down to the image.
 *
 * @param program gives gradients by the images and, unless guided, by the output of every convolution with a bias
 * @param biases the biases, by the variable of the convolution's output
 */
record ImageGradientGraph(GraphProgram program, Map<String, float[]> biases) {

    static ImageGradientGraph build(Backbone backbone, ParameterStore parameters, ImageSize imageSize, boolean guided) {
        Layers layers = new Layers(SameDiff.create(), parameters, BatchNormMode.FOLDED);
        if (guided) {
            layers.behindRectifiers(PositiveGradient::of);
        }
        SDVariable images = layers.images(ForwardGraph.IMAGES, 3, imageSize);
        SDVariable last = backbone.apply(layers, images, 0, backbone.stages().size());
        SDVariable logits = backbone.head().logits(layers, last).rename(TailGraph.LOGITS);
        TailGraph.score(layers, logits, backbone.head().classes());
        SameDiff graph = layers.graph();
        Map<String, float[]> biases = new LinkedHashMap<>();
        if (!guided) {
            for (BiasedConvolution convolution : layers.biasedConvolutions()) {
                biases.put(
                        convolution.output(),
                        graph.getVariable(convolution.bias()).getArr().toFloatVector());
            }
        }
        List<String> gradients = new ArrayList<>(List.of(ForwardGraph.IMAGES));
        gradients.addAll(biases.keySet());
        return new ImageGradientGraph(new GraphProgram(graph, List.of(TailGraph.LOGITS), gradients), biases);
    }
}
