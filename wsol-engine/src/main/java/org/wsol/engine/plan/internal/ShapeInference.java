package org.wsol.engine.plan.internal;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.functions.DifferentialFunction;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.api.shape.LongShapeDescriptor;
import org.nd4j.linalg.factory.Nd4j;
import org.wsol.core.internal.Required;

/**
 * Finds type and shape of every value for given placeholder shapes, without computing any of them. Only small integer
 * values that shapes depend on (a shape taken from another value, axes) are computed.
 */
public final class ShapeInference {
    private static final int SMALL = 64;

    private final SameDiff graph;
    private final Map<String, TensorSpec> specs;
    private final Map<String, INDArray> known = new HashMap<>();
    private final Map<DataType, INDArray> elements = new EnumMap<>(DataType.class);

    private ShapeInference(SameDiff graph, Map<String, TensorSpec> sources) {
        this.graph = graph;
        this.specs = new HashMap<>(sources);
    }

    /**
     * Infers.
     *
     * @param program the operations
     * @param sources type and shape of placeholders, parameters and constants
     * @return type and shape of these and of every value a node writes
     */
    public static Map<String, TensorSpec> infer(GraphReader program, Map<String, TensorSpec> sources) {
        ShapeInference inference = new ShapeInference(program.executed(), sources);
        for (Node node : program.graph().nodes()) {
            inference.infer(node, Required.value(program.functions(), node.output(0)));
        }
        inference.elements.values().forEach(INDArray::close);
        return inference.specs;
    }

    private void infer(Node node, DifferentialFunction function) {
        List<INDArray> inputs = new ArrayList<>();
        OpContext context = Nd4j.getExecutioner().buildContext();
        try {
            for (String input : node.inputs()) {
                INDArray array = knownValue(input);
                inputs.add(array == null ? standIn(Required.value(specs, input)) : array);
            }
            context.setInputArrays(inputs.toArray(new INDArray[0]));
            setArguments(function, context);
            record(node, function.calculateOutputShape(context));
            if (isShapeValue(node)) {
                compute(node, function, context);
            }
        } finally {
            context.purge();
        }
    }

    /**
     * An array of this type and shape in which all elements share one memory location: allocating and clearing a real
     * array for every input of every operation would be too slow.
     */
    private INDArray standIn(TensorSpec spec) {
        INDArray element = elements.computeIfAbsent(spec.type(), type -> Nd4j.createUninitialized(type, 1));
        return Nd4j.create(element.data(), spec.shape(), new long[spec.shape().length], 0, 'c', spec.type());
    }

    private static void setArguments(DifferentialFunction function, OpContext context) {
        if (function instanceof DynamicCustomOp custom) {
            context.setIArguments(custom.iArgs());
            context.setTArguments(custom.tArgs());
            context.setBArguments(custom.bArgs());
            context.setDArguments(custom.dArgs());
        }
    }

    private void record(Node node, List<LongShapeDescriptor> shapes) {
        if (shapes.size() != node.outputs().size()) {
            throw new IllegalStateException(
                    "ND4J returned " + shapes.size() + " shapes for " + node + " with the inputs " + inputSpecs(node));
        }
        for (int i = 0; i < shapes.size(); i++) {
            String output = node.output(i);
            DataType type = graph.getVariable(output).dataType();
            specs.put(output, new TensorSpec(type, shapes.get(i).getShape()));
        }
    }

    private List<TensorSpec> inputSpecs(Node node) {
        return node.inputs().stream().map(specs::get).toList();
    }

    /** Values taken from shapes, and small integers computed from known ones. */
    private boolean isShapeValue(Node node) {
        boolean readsShapes = List.of("shape_of", "size", "size_at", "rank").contains(node.kind());
        TensorSpec output = Required.value(specs, node.output(0));
        boolean smallInteger = output.type().isIntType() && output.length() <= SMALL;
        return readsShapes || (smallInteger && node.inputs().stream().allMatch(input -> knownValue(input) != null));
    }

    private void compute(Node node, DifferentialFunction function, OpContext context) {
        if (!(function instanceof CustomOp custom)) {
            return;
        }
        for (int i = 0; i < node.outputs().size(); i++) {
            TensorSpec spec = Required.value(specs, node.output(i));
            INDArray array = Nd4j.create(spec.type(), spec.shape());
            context.setOutputArray(i, array);
            known.put(node.output(i), array);
        }
        Nd4j.getExecutioner().exec(custom, context);
    }

    private @org.jspecify.annotations.Nullable INDArray knownValue(String name) {
        if (known.containsKey(name)) {
            return known.get(name);
        }
        return graph.getVariable(name).isConstant() ? graph.getVariable(name).getArr() : null;
    }
}
