package org.wsol.engine.plan.internal.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.wsol.engine.plan.internal.Layout;
import org.wsol.engine.plan.internal.Node;
import org.wsol.engine.plan.internal.Operation;
import org.wsol.engine.plan.internal.PlanDraft;
import org.wsol.engine.plan.internal.Slot;
import org.wsol.engine.plan.internal.Slot.Representation;
import org.wsol.engine.plan.internal.Step;
import org.wsol.engine.plan.internal.Step.Kernel;
import org.wsol.engine.plan.internal.Step.Memory;
import org.wsol.engine.plan.internal.Toolchain.Lowering;

/** Lowers any of ND4J's operations to ND4J's own kernel on dense arrays. */
public final class NativeLowering implements Lowering {
    /** Element-wise operations whose result may overwrite an input of the same type and shape. */
    private static final Set<String> IN_PLACE = Set.of(
            "add",
            "subtract",
            "multiply",
            "divide",
            "maximum",
            "minimum",
            "relu",
            "relu6",
            "abs",
            "neg",
            "sqrt",
            "log",
            "exp",
            "sign",
            "pow",
            "square",
            "add_scalar",
            "sub_scalar",
            "mul_scalar",
            "div_scalar",
            "rsub_scalar",
            "rdiv_scalar",
            "max_scalar",
            "min_scalar");

    @Override
    public boolean lower(Node node, PlanDraft draft) {
        boolean known = node.operation() instanceof Operation.Custom || node.operation() instanceof Operation.Legacy;
        if (!known) {
            return false;
        }
        List<Representation> inputs = node.inputs().stream().map(draft::dense).toList();
        List<Representation> outputs = new ArrayList<>();
        for (String output : node.outputs()) {
            Layout layout = Layout.Strided.dense(draft.spec(output));
            Slot slot = inPlace(node, layout, inputs, draft).orElseGet(() -> draft.allocate(layout));
            Representation representation = new Representation(slot, layout);
            draft.define(output, representation);
            outputs.add(representation);
        }
        draft.emit(new Step(
                "nd4j " + node.kind(), slots(inputs), slots(outputs), memory -> bind(node, inputs, outputs, memory)));
        return true;
    }

    private static Optional<Slot> inPlace(Node node, Layout output, List<Representation> inputs, PlanDraft draft) {
        if (!IN_PLACE.contains(node.kind())) {
            return Optional.empty();
        }
        return inputs.stream()
                .filter(input -> input.layout().spec().equals(output.spec()))
                .flatMap(input -> draft.overwritable(input).stream())
                .findFirst();
    }

    private static Kernel bind(Node node, List<Representation> inputs, List<Representation> outputs, Memory memory) {
        List<INDArray> in = inputs.stream().map(memory::array).toList();
        List<INDArray> out = outputs.stream().map(memory::array).toList();
        if (node.operation() instanceof Operation.Custom custom) {
            return new CustomKernel(custom, in, out);
        }
        return new LegacyKernel(((Operation.Legacy) node.operation()).function(), in, out.get(0));
    }

    private static List<Slot> slots(List<Representation> representations) {
        return representations.stream().map(Representation::slot).toList();
    }
}
