package org.wsol.engine.plan.internal.onednn;

import static org.bytedeco.dnnl.global.dnnl.*;

import org.bytedeco.dnnl.dnnl_memory_desc_t;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.nd4j.linalg.api.buffer.DataType;
import org.wsol.engine.plan.internal.PlanDraft;
import org.wsol.engine.plan.internal.Representation;
import org.wsol.engine.plan.internal.TensorSpec;

/** The workspace that a forward primitive writes for its gradient, as a value of the plan. */
final class Workspaces {
    private Workspaces() {}

    /** Registers the workspace of a primitive under a name and returns the argument that writes it. */
    static Argument define(PlanDraft draft, String value, dnnl_primitive_desc description) {
        dnnl_memory_desc_t descriptor = OneDnn.query(description, dnnl_query_workspace_md);
        TensorSpec spec = new TensorSpec(DataType.FLOAT, new long[] {Descriptors.floats(descriptor)});
        draft.declare(value, spec);
        Representation workspace =
                new Representation(draft.allocate(DataType.FLOAT, spec.length()), new BlockedLayout(spec, descriptor));
        draft.define(value, workspace);
        return Argument.of(DNNL_ARG_WORKSPACE, workspace);
    }
}
