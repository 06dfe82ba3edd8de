package org.wsol.engine.nd4j;

import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ops.DynamicCustomOp;

/**
 * Lets the value go on as it is and of the gradient only what is positive. Behind a ReLU this makes guided backpropagation
 * (Springenberg et al., Striving for Simplicity, 2015).
 *
 * <p>SameDiff has no operation with a gradient of one's own. This one takes the place of the built-in class of {@code
 * identity_n}, which nothing else here uses, in ND4J's table of operations.
 */
public final class PositiveGradient extends DynamicCustomOp {
    private static final String OPERATION = "identity_n";

    /** For ND4J's cloning only. */
    public PositiveGradient() {}

    private PositiveGradient(SameDiff graph, SDVariable input) {
        super(null, graph, new SDVariable[] {input}, false);
    }

    /** The same value; its gradient is cut off below 0. */
    public static SDVariable of(SDVariable x) {
        OperationClasses.replace(OPERATION, PositiveGradient.class);
        return new PositiveGradient(x.getSameDiff(), x).outputVariable();
    }

    @Override
    public String opName() {
        return OPERATION;
    }

    @Override
    public int getNumOutputs() {
        return 1;
    }

    @Override
    public Map<String, Object> propertiesForFunction() {
        return Map.of();
    }

    @Override
    public List<SDVariable> doDiff(List<SDVariable> outputGradients) {
        return List.of(sameDiff.nn().relu(outputGradients.get(0), 0));
    }

    @Override
    public List<DataType> calculateOutputDataTypes(List<DataType> inputTypes) {
        return List.of(inputTypes.get(0));
    }
}
