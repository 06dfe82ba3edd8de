package org.wsol.engine.nd4j;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ops.DynamicCustomOp;

/**
 * An operation ND4J does not have, or differentiates wrongly: its values are composed of ND4J's own operations, its gradient
 * is a formula of ours, and the planner recognises it by name and may run a kernel of its own instead.
 *
 * <p>In the graph it is one of ND4J's {@code identity_n}, whose first inputs are the composed values and whose others are
 * what they are computed from. The composed part reads detached copies, so that SameDiff does not differentiate it a second
 * time. Whatever runs the graph without knowing composites gets the right values from the operations it knows.
 */
public final class CompositeOperation extends DynamicCustomOp {
    /** The native operation that stands for all composites. */
    public static final String OPERATION = "identity_n";

    /** For ND4J's cloning only. */
    public CompositeOperation() {}

    private CompositeOperation(SameDiff graph, SDVariable[] inputs, Composite composite, int values) {
        super(null, graph, inputs, false);
        addIArgument(composite.kind().ordinal(), values);
        addIArgument(composite.integers().stream().mapToLong(Long::longValue).toArray());
        addTArgument(composite.reals().stream().mapToDouble(Double::doubleValue).toArray());
    }

    /**
     * Adds a composite to the graph of its inputs.
     *
     * @param inputs what it is computed from
     * @return its values
     */
    public static List<SDVariable> apply(Composite composite, List<SDVariable> inputs) {
        OperationTable.register(OPERATION, CompositeOperation.class);
        List<SDVariable> detached = inputs.stream().map(StopGradient::of).toList();
        List<SDVariable> values = composite.values(detached);
        List<SDVariable> all = new ArrayList<>(values);
        all.addAll(inputs);
        SDVariable[] outputs = new CompositeOperation(
                        inputs.get(0).getSameDiff(), all.toArray(new SDVariable[0]), composite, values.size())
                .outputVariables();
        return List.of(outputs).subList(0, values.size());
    }

    /** Number of values among the inputs of a composite with these integer arguments. */
    public static int valueCount(List<Long> integers) {
        return Math.toIntExact(integers.get(1));
    }

    /** The composite behind the arguments of an operation of this class. */
    public static Composite read(List<Long> integers, List<Double> reals) {
        Composite.Kind kind = Composite.Kind.values()[Math.toIntExact(integers.get(0))];
        return kind.read(integers.subList(2, integers.size()), reals);
    }

    @Override
    public String opName() {
        return OPERATION;
    }

    @Override
    public int getNumOutputs() {
        return args().length;
    }

    @Override
    public Map<String, Object> propertiesForFunction() {
        return Map.of();
    }

    @Override
    public List<DataType> calculateOutputDataTypes(List<DataType> inputTypes) {
        return inputTypes;
    }

    @Override
    public List<SDVariable> doDiff(List<SDVariable> outputGradients) {
        List<Long> integers = Arrays.stream(iArgs()).boxed().toList();
        Composite composite = read(integers, Arrays.stream(tArgs()).boxed().toList());
        int values = valueCount(integers);
        List<SDVariable> inputs = new ArrayList<>(List.of(args()).subList(values, args().length));
        inputs.addAll(outputGradients.subList(0, values));
        List<SDVariable> gradients = new ArrayList<>();
        for (int i = 0; i < values; i++) {
            // Never followed further: the composed values hang on detached inputs.
            gradients.add(sameDiff.zerosLike(arg(i)));
        }
        gradients.addAll(apply(composite.gradient(), inputs));
        return gradients;
    }
}
