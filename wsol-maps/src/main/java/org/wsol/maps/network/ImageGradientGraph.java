package org.wsol.maps.network;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.SDVariable;
import org.wsol.core.ImageSize;
import org.wsol.engine.cam.Localization;
import org.wsol.engine.cam.LocalizationGraph;
import org.wsol.engine.cam.LocalizationGraph.WantedClass;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.GraphProgram;
import org.wsol.engine.graph.ParameterStore;
import org.wsol.engine.graph.Stage.StageProbe;
import org.wsol.engine.nd4j.PositiveGradient;

/**
 * The whole network forward and backward, down to the image.
 *
 * @param program computes gradients with respect to the images and, unless guided, to the output of every convolution
 *     with a bias
 * @param biases the biases, by the variable of the convolution's output
 */
record ImageGradientGraph(GraphProgram program, Map<String, float[]> biases) {

    static ImageGradientGraph build(
            Localization localization,
            Backbone backbone,
            ParameterStore parameters,
            ImageSize imageSize,
            boolean guided) {
        Probe probe = new Probe(guided, new LinkedHashMap<>());
        LocalizationGraph whole =
                LocalizationGraph.build(localization, backbone, parameters, imageSize, new WantedClass.Given(), probe);
        TailGraph.score(whole.program().graph(), backbone.head().classes());
        Map<String, float[]> biases = new LinkedHashMap<>();
        probe.biases.forEach((output, bias) -> biases.put(output.name(), bias));
        List<String> gradients = new ArrayList<>(List.of(LocalizationGraph.IMAGES));
        gradients.addAll(biases.keySet());
        return new ImageGradientGraph(
                new GraphProgram(whole.program().graph(), List.of(LocalizationGraph.LOGITS), gradients), biases);
    }

    /** Clamps gradients if guided, otherwise records biases. */
    private record Probe(boolean guided, Map<SDVariable, float[]> biases) implements StageProbe {

        @Override
        public SDVariable seen(String stage, SDVariable output) {
            return output;
        }

        @Override
        public SDVariable rectified(SDVariable output) {
            return guided ? PositiveGradient.of(output) : output;
        }

        @Override
        public void convolved(SDVariable output, SDVariable bias) {
            if (!guided) {
                biases.put(output, bias.getArr().toFloatVector());
            }
        }
    }
}
