package org.wsol.engine.plan.internal.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_blocked;

import org.bytedeco.dnnl.dnnl_memory_desc_t;
import org.wsol.engine.plan.internal.Layout;
import org.wsol.engine.plan.internal.TensorSpec;

/** An arrangement of oneDNN's choice, usually channels in blocks of the vector width. */
final class BlockedLayout implements Layout {
    private final TensorSpec spec;
    private final dnnl_memory_desc_t descriptor;

    /**
     * A layout.
     *
     * @param spec the value's extents; the element type is the descriptor's
     * @param descriptor oneDNN's descriptor; dimensions in the same order unless it is opaque
     */
    BlockedLayout(TensorSpec spec, dnnl_memory_desc_t descriptor) {
        this.spec = new TensorSpec(ElementType.of(descriptor).stored(), spec.shape());
        this.descriptor = descriptor;
    }

    @Override
    public TensorSpec spec() {
        return spec;
    }

    dnnl_memory_desc_t descriptor() {
        return descriptor;
    }

    /** Whether only the primitive that requested the arrangement can read it, as for Winograd's transformed kernels. */
    boolean isOpaque() {
        return descriptor.format_kind() != dnnl_blocked;
    }

    @Override
    public boolean isDense() {
        return false;
    }

    /** The layout for a descriptor: a dense one where it is dense, so that ND4J's kernels can read it too. */
    static Layout of(TensorSpec spec, dnnl_memory_desc_t descriptor) {
        if (ElementType.of(descriptor) != ElementType.FLOAT32) {
            return new BlockedLayout(spec, descriptor);
        }
        Layout dense = Layout.Strided.dense(spec);
        return Descriptors.equal(Descriptors.of(dense), descriptor) ? dense : new BlockedLayout(spec, descriptor);
    }
}
