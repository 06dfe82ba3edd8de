package org.wsol.engine.plan.internal.onednn;

import org.bytedeco.dnnl.dnnl_memory_desc_t;
import org.wsol.engine.plan.internal.Representation;
import org.wsol.engine.plan.internal.Slot;

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
