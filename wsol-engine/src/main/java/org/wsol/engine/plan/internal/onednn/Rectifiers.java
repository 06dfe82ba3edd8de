package org.wsol.engine.plan.internal.onednn;

import static org.bytedeco.dnnl.global.dnnl.*;

import org.bytedeco.dnnl.dnnl_post_ops;

/** oneDNN's names for ReLU and its variants with an upper limit. */
final class Rectifiers {
    private Rectifiers() {}

    /** Forward algorithm. */
    static int forward(double limit) {
        return Double.isInfinite(limit) ? dnnl_eltwise_relu : dnnl_eltwise_clip_v2;
    }

    /** Backward algorithm, from the result. */
    static int backward(double limit) {
        return Double.isInfinite(limit) ? dnnl_eltwise_relu_use_dst_for_bwd : dnnl_eltwise_clip_v2_use_dst_for_bwd;
    }

    /** The second parameter: slope or upper limit. */
    static float beta(double limit) {
        return Double.isInfinite(limit) ? 0 : (float) limit;
    }

    /** Adds a rectifier at the end of a primitive. */
    static void append(dnnl_post_ops after, double limit) {
        OneDnn.check("rectifier", dnnl_post_ops_append_eltwise(after, 1, forward(limit), 0, beta(limit)));
    }
}
