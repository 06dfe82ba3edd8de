package org.wsol.dl4j;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.wsol.core.ImageSize;
import org.wsol.core.component.Setting;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.BackboneProvider;

/** {@code model: {backbone: dl4j, file: network.zip}}: a network saved by Deeplearning4j's ModelSerializer. */
public final class Dl4jBackboneProvider implements BackboneProvider<Dl4jBackboneProvider.Options> {

    /** Called by the service loader. */
    public Dl4jBackboneProvider() {}

    /**
     * The options.
     *
     * @param file the network
     * @param featureLayer the layer of the last feature map
     * @param dropoutPoint the stage after which attentive dropout is applied
     * @param head the head
     * @param channelOrder the order of colours of the network's input
     */
    public record Options(
            @Setting(doc = "Zip of a ComputationGraph or MultiLayerNetwork, written by ModelSerializer.")
            Path file,

            @Setting(
                    doc = "Layer or vertex that gives the last feature map. Absent: the one before a head with global"
                            + " average pooling, else the last one that is neither pooled nor padded.")
            Optional<String> featureLayer,

            @Setting(doc = "Stage after which attentive dropout is applied. Absent: the middle stage.")
            Optional<String> dropoutPoint,

            @Setting(
                    doc = "auto: the network's own head if it is linear in a pooled feature map; linear: a new head.",
                    defaultValue = "auto")
            Dl4jBackbone.HeadChoice head,

            @Setting(
                    doc = "Channel order that the network expects: rgb, or bgr for networks trained with"
                            + " Deeplearning4j's NativeImageLoader or ImageRecordReader.",
                    defaultValue = "rgb")
            Dl4jBackbone.ChannelOrder channelOrder) {}

    @Override
    public String name() {
        return "dl4j";
    }

    @Override
    public String summary() {
        return "Any convolutional Deeplearning4j network, from its zip.";
    }

    @Override
    public Class<Options> optionsType() {
        return Options.class;
    }

    @Override
    public Backbone create(Options options, ImageSize imageSize, int classes) {
        return Dl4jBackbone.of(
                Dl4jNetworks.read(options.file()),
                new Dl4jBackbone.Choices(
                        options.featureLayer(),
                        options.dropoutPoint(),
                        options.head(),
                        options.channelOrder(),
                        OptionalInt.of(classes)));
    }
}
