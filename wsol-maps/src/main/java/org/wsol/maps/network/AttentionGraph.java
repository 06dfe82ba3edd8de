package org.wsol.maps.network;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.wsol.core.ImageSize;
import org.wsol.core.InvalidInputException;
import org.wsol.engine.cam.Localization;
import org.wsol.engine.cam.LocalizationGraph;
import org.wsol.engine.cam.LocalizationGraph.WantedClass;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.GraphProgram;
import org.wsol.engine.graph.ParameterStore;
import org.wsol.engine.graph.Stage.StageProbe;

/**
 * The whole network forward and backward, down to the attention of its first block.
 *
 * @param program computes the attention of every block and the gradients with respect to it
 * @param blocks the attention's variables, in order
 */
record AttentionGraph(GraphProgram program, List<String> blocks) {

    /**
     * Builds the graph.
     *
     * @throws InvalidInputException if the network has no attention
     */
    static AttentionGraph build(
            Localization localization, Backbone backbone, ParameterStore parameters, ImageSize imageSize) {
        List<SDVariable> seen = new ArrayList<>();
        LocalizationGraph whole = LocalizationGraph.build(
                localization, backbone, parameters, imageSize, new WantedClass.Given(), new Probe(seen));
        if (seen.isEmpty()) {
            throw new InvalidInputException("attention is rolled out for transformers only, and backbone "
                    + backbone.name() + " has none; choose another map, for example gradcam");
        }
        TailGraph.score(whole.program().graph(), backbone.head().classes());
        List<String> blocks = seen.stream().map(SDVariable::name).toList();
        List<String> outputs = new ArrayList<>(blocks);
        outputs.add(LocalizationGraph.LOGITS);
        return new AttentionGraph(new GraphProgram(whole.program().graph(), outputs, blocks), blocks);
    }

    private record Probe(List<SDVariable> attentions) implements StageProbe {

        @Override
        public SDVariable seen(String stage, SDVariable output) {
            return output;
        }

        @Override
        public void attended(SDVariable attention) {
            attentions.add(attention);
        }
    }
}
