package org.wsol.pipeline.onnx;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.internal.SameDiffOp;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.wsol.core.ImageSize;
import org.wsol.engine.cam.LocalizationGraph;
import org.wsol.engine.cam.LocalizationGraph.WantedClass;
import org.wsol.engine.graph.Stage.StageProbe;
import org.wsol.pipeline.export.ModelContents;

/**
 * The inference graph of a trained network as an ONNX model: opset 13, symbolic batch size. Input {@code images} (B, 3,
 * H, W), normalised; outputs {@code logits} (B, K), {@code cam} (B, h x w) of the class with the highest score, and
 * {@code norm}, {@code similarity} (B, h x w) and {@code weightNorm} (B, 1) where the map has such factors. Batch
 * normalisation is folded into the kernels.
 */
final class OnnxExport {
    private final SameDiff samediff;
    private final Set<String> moving = new HashSet<>(Set.of(LocalizationGraph.IMAGES));
    private final Map<String, INDArray> values = new HashMap<>();

    private OnnxExport(SameDiff samediff) {
        this.samediff = samediff;
    }

    /**
     * The content of the file.
     *
     * @param metadata texts that are stored in the file
     * @throws org.wsol.core.InvalidInputException naming all operations that cannot be converted to ONNX
     */
    static Message of(ModelContents model, Map<String, String> metadata) {
        LocalizationGraph graph = graph(model);
        return new OnnxExport(graph.program().graph()).written(model, graph, metadata);
    }

    /** The graph that is written. */
    static LocalizationGraph graph(ModelContents model) {
        return LocalizationGraph.build(
                model.method(),
                model.backbone(),
                model.parameters(),
                model.imageSize(),
                new WantedClass.Predicted(),
                StageProbe.NONE);
    }

    private Message written(ModelContents model, LocalizationGraph graph, Map<String, String> metadata) {
        OnnxGraph onnx = new OnnxGraph();
        ImageSize size = model.imageSize();
        onnx.input(LocalizationGraph.IMAGES, 3, size.height(), size.width());
        Translator translator = new Translator(onnx);
        needed(graph.program().outputs()).forEach(translator::write);
        translator.requireAllKnown();
        for (String output : graph.program().outputs()) {
            onnx.output(
                    output,
                    switch (output) {
                        case LocalizationGraph.LOGITS -> model.classNames().size();
                        case LocalizationGraph.WEIGHT_NORM -> 1;
                        default -> graph.mapSize().area();
                    });
        }
        values.values().forEach(INDArray::close);
        return onnx.model(model.backbone().name(), metadata);
    }

    /** The operations between the images and the outputs, in order. */
    private List<Call> needed(List<String> outputs) {
        List<Call> dependent = new ArrayList<>();
        for (SameDiffOp operation : samediff.getOps().values()) {
            if (operation.getInputsToOp() != null
                    && operation.getInputsToOp().stream().anyMatch(moving::contains)) {
                moving.addAll(operation.getOutputsOfOp());
                dependent.add(new Call(operation, moving::contains, this::value));
            }
        }
        Set<String> wanted = new HashSet<>(outputs);
        List<Call> needed = new ArrayList<>();
        for (int i = dependent.size() - 1; i >= 0; i--) {
            Call call = dependent.get(i);
            if (call.outputs().stream().anyMatch(wanted::contains)) {
                wanted.addAll(Translator.read(call));
                needed.add(0, call);
            }
        }
        return needed;
    }

    private INDArray value(String variable) {
        return values.computeIfAbsent(
                variable, name -> samediff.getVariable(name).eval().dup());
    }
}
