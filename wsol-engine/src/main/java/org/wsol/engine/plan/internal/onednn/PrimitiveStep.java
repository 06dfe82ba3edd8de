package org.wsol.engine.plan.internal.onednn;

import static org.bytedeco.dnnl.global.dnnl.*;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.dnnl_memory_desc_t;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.nd4j.linalg.api.buffer.DataType;
import org.wsol.engine.plan.internal.PlanDraft;
import org.wsol.engine.plan.internal.Slot;
import org.wsol.engine.plan.internal.Slot.Representation;
import org.wsol.engine.plan.internal.Step;
import org.wsol.engine.plan.internal.TensorSpec;

/** Builds a step from a primitive and its arrays. */
final class PrimitiveStep {
    private final OneDnn runtime;
    private final String name;
    private final dnnl_primitive_desc description;
    private final List<Argument> arguments = new ArrayList<>();
    private final List<Slot> reads = new ArrayList<>();
    private final List<Slot> writes = new ArrayList<>();

    PrimitiveStep(OneDnn runtime, String name, dnnl_primitive_desc description) {
        this.runtime = runtime;
        this.name = "onednn " + name;
        this.description = description;
    }

    PrimitiveStep read(Argument argument) {
        arguments.add(argument);
        reads.add(argument.slot());
        return this;
    }

    /** The step also reads what is in a slot it writes. */
    PrimitiveStep touch(Slot slot) {
        reads.add(slot);
        return this;
    }

    PrimitiveStep write(Argument argument) {
        arguments.add(argument);
        writes.add(argument.slot());
        return this;
    }

    /** The step with scratch memory that lives during it only. */
    Step build(PlanDraft draft) {
        dnnl_memory_desc_t scratchpad = OneDnn.query(description, dnnl_query_scratchpad_md);
        if (dnnl_memory_desc_get_size(scratchpad) > 0) {
            Slot slot = draft.allocate(DataType.FLOAT, Descriptors.floats(scratchpad));
            write(new Argument(DNNL_ARG_SCRATCHPAD, scratchpad, slot));
        }
        List<Argument> fixed = List.copyOf(arguments);
        return new Step(name, reads, writes, memory -> new PrimitiveKernel(runtime, name, description, fixed, memory));
    }

    /** Adds the step to the draft. */
    void emit(PlanDraft draft) {
        draft.emit(build(draft));
    }

    /**
     * One array passed to a primitive.
     *
     * @param role oneDNN's {@code DNNL_ARG_*}
     * @param descriptor its arrangement in the primitive
     * @param slot where it is
     */
    record Argument(int role, dnnl_memory_desc_t descriptor, Slot slot) {

        /** A value in the arrangement it has. */
        static Argument of(int role, Representation representation) {
            return new Argument(role, Descriptors.of(representation.layout()), representation.slot());
        }
    }

    /** The workspace that a forward primitive writes for its gradient, as a value of the plan. */
    static final class Workspaces {
        private Workspaces() {}

        /** Registers the workspace of a primitive under a name and returns the argument that writes it. */
        static Argument define(PlanDraft draft, String value, dnnl_primitive_desc description) {
            dnnl_memory_desc_t descriptor = OneDnn.query(description, dnnl_query_workspace_md);
            TensorSpec spec = new TensorSpec(DataType.FLOAT, new long[] {Descriptors.floats(descriptor)});
            draft.declare(value, spec);
            Representation workspace = new Representation(
                    draft.allocate(DataType.FLOAT, spec.length()), new BlockedLayout(spec, descriptor));
            draft.define(value, workspace);
            return Argument.of(DNNL_ARG_WORKSPACE, workspace);
        }
    }
}
