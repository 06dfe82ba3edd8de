package org.wsol.engine.plan.internal.kernel;

import java.util.List;
import org.wsol.engine.plan.internal.Layout;
import org.wsol.engine.plan.internal.Operation;
import org.wsol.engine.plan.internal.PlanDraft;
import org.wsol.engine.plan.internal.Slot.Representation;
import org.wsol.engine.plan.internal.Step;
import org.wsol.engine.plan.internal.Toolchain.LayoutConverter;

/** Copies between ND4J's strided layouts; supports no others. */
public final class DenseConverter implements LayoutConverter {

    @Override
    public long length(Layout layout) {
        return layout.spec().length();
    }

    @Override
    public Step convert(Representation from, Representation to, PlanDraft draft) {
        return new Step(
                "nd4j copy",
                List.of(from.slot()),
                List.of(to.slot()),
                memory -> new CustomKernel(
                        Operation.Custom.of("assign"),
                        List.of(memory.array(to), memory.array(from)),
                        List.of(memory.array(to))));
    }
}
