package org.wsol.engine.plan;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.SDVariable;
import org.wsol.core.internal.Required;
import org.wsol.engine.graph.GraphProgram;
import org.wsol.engine.plan.internal.GraphReader;
import org.wsol.engine.plan.internal.ShapeInference;
import org.wsol.engine.plan.internal.TensorSpec;

/** Infers the shapes of a graph's variables while it is built, without computing values. */
public final class StaticShapes {
    private StaticShapes() {}

    /**
     * Channels of a feature map (B, C, H, W): for methods that add their own layer after any stage.
     *
     * @param featureMap a variable of a graph whose placeholders have no unknown extent but the batch
     */
    public static int channels(SDVariable featureMap) {
        return Math.toIntExact(of(featureMap)[1]);
    }

    /** Number of dimensions of a variable of such a graph. */
    public static int rank(SDVariable variable) {
        return of(variable).length;
    }

    /** The whole shape, for a batch of one. */
    private static long[] of(SDVariable variable) {
        GraphReader reader =
                GraphReader.read(new GraphProgram(variable.getSameDiff(), List.of(variable.name()), List.of()));
        Map<String, TensorSpec> sources = new HashMap<>();
        for (String name : reader.graph().needed()) {
            SDVariable source = reader.executed().getVariable(name);
            if (source.isPlaceHolder()) {
                long[] shape = Arrays.stream(source.getShape())
                        .map(extent -> extent < 0 ? 1 : extent)
                        .toArray();
                sources.put(name, new TensorSpec(source.dataType(), shape));
            } else if (source.getArr() != null && reader.graph().producers().get(name) == null) {
                sources.put(
                        name, new TensorSpec(source.dataType(), source.getArr().shape()));
            }
        }
        if (sources.containsKey(variable.name())) {
            return sources.get(variable.name()).shape();
        }
        return Required.value(ShapeInference.infer(reader, sources), variable.name())
                .shape();
    }
}
