package org.wsol.engine.nd4j;

import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ops.DynamicCustomOp;

/**
 * Detaches a variable: the value is passed on, the gradient is not.
 *
 * <p>SameDiff has no such operation. It differentiates along paths of floating point variables only, so a conversion to
 * integers of the same width and back (the bits are kept, nothing is rounded) stops the gradient.
 */
public final class StopGradient {
    private StopGradient() {}

    /**
     * The same value without a gradient.
     *
     * @param x a FLOAT or DOUBLE variable of any shape
     */
    public static SDVariable of(SDVariable x) {
        SameDiff graph = x.getSameDiff();
        DataType bits =
                switch (x.dataType()) {
                    case FLOAT -> DataType.INT32;
                    case DOUBLE -> DataType.INT64;
                    default -> throw new IllegalArgumentException("cannot detach a variable of type " + x.dataType());
                };
        SDVariable detour = new BitCast(graph, x, bits).outputVariable();
        return new BitCast(graph, detour, x.dataType()).outputVariable();
    }

    /** ND4J's own class for this native operation takes its target type as a variable; this one as an argument. */
    public static final class BitCast extends DynamicCustomOp {

        /** For ND4J's cloning only. */
        public BitCast() {}

        BitCast(SameDiff graph, SDVariable input, DataType target) {
            super(null, graph, new SDVariable[] {input}, false);
            addIArgument(target.toInt());
        }

        @Override
        public String opName() {
            return "bitcast";
        }

        @Override
        public Map<String, Object> propertiesForFunction() {
            return Map.of();
        }

        @Override
        public List<DataType> calculateOutputDataTypes(List<DataType> inputTypes) {
            return List.of(DataType.fromInt(getIArgument(0).intValue()));
        }
    }
}
