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
 * An operation that ND4J lacks or differentiates wrongly. Its values are composed of ND4J's own operations and its
 * gradient is given by an explicit formula. The planner recognises it by name and may run its own kernel instead.
 *
 * <p>In the graph it is an {@code identity_n} operation of ND4J, whose first inputs are the composed values and whose
 * other inputs are their arguments. The composed operations read detached copies, so that SameDiff does not
 * differentiate them a second time. An executor without support for composites computes the correct values from the
 * ordinary operations.
 */
public final class CompositeOperation extends DynamicCustomOp {
    /** The native operation that represents all composites. */
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
     * @param inputs the inputs of the composite
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

    /** The composite represented by the arguments of an operation of this class. */
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
            // Not propagated further: the composed values depend on detached inputs.
            gradients.add(sameDiff.zerosLike(arg(i)));
        }
        gradients.addAll(apply(composite.gradient(), inputs));
        return gradients;
    }
}
