package org.wsol.engine.plan.internal.onednn;

import static org.bytedeco.dnnl.global.dnnl.*;

import org.bytedeco.dnnl.dnnl_memory_desc_t;
import org.bytedeco.javacpp.IntPointer;
import org.wsol.engine.plan.internal.Layout;

/** oneDNN's memory descriptors: type, extents and arrangement of a value. Single precision unless a type is given. */
final class Descriptors {
    private Descriptors() {}

    /** A single-precision arrangement oneDNN may choose. */
    static dnnl_memory_desc_t any(long... extents) {
        return any(ElementType.FLOAT32, extents);
    }

    /** An arrangement oneDNN may choose. */
    static dnnl_memory_desc_t any(ElementType type, long... extents) {
        return tagged(type, dnnl_format_tag_any, extents);
    }

    /** An arrangement oneDNN has a name for, one of {@code dnnl_format_tag_t}. */
    static dnnl_memory_desc_t tagged(ElementType type, int tag, long... extents) {
        dnnl_memory_desc_t descriptor = new dnnl_memory_desc_t();
        OneDnn.check(
                "named layout", dnnl_memory_desc_init_by_tag(descriptor, extents.length, extents, type.code(), tag));
        return descriptor;
    }

    /** An arrangement with steps in elements per dimension. */
    static dnnl_memory_desc_t strided(long[] extents, long[] strides) {
        dnnl_memory_desc_t descriptor = new dnnl_memory_desc_t();
        long[] shape = extents.length == 0 ? new long[] {1} : extents;
        long[] steps = extents.length == 0 ? new long[] {1} : strides;
        OneDnn.check(
                "strided layout", dnnl_memory_desc_init_by_strides(descriptor, shape.length, shape, dnnl_f32, steps));
        return descriptor;
    }

    /** Row-major without gaps. */
    static dnnl_memory_desc_t dense(long... extents) {
        long[] strides = new long[extents.length];
        long step = 1;
        for (int i = extents.length - 1; i >= 0; i--) {
            strides[i] = step;
            step *= extents[i];
        }
        return strided(extents, strides);
    }

    /** A layout's descriptor, dimensions in the value's order. */
    static dnnl_memory_desc_t of(Layout layout) {
        if (layout instanceof BlockedLayout blocked) {
            return blocked.descriptor();
        }
        return strided(layout.spec().shape(), ((Layout.Strided) layout).strides());
    }

    /** The same memory with dimension i being this one's {@code order[i]}. */
    static dnnl_memory_desc_t permuted(dnnl_memory_desc_t descriptor, int... order) {
        int[] inverse = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            inverse[order[i]] = i;
        }
        dnnl_memory_desc_t result = new dnnl_memory_desc_t();
        try (IntPointer permutation = new IntPointer(inverse)) {
            OneDnn.check("permutation", dnnl_memory_desc_permute_axes(result, descriptor, permutation));
        }
        return result;
    }

    /** Whether two descriptors mean the same arrangement. */
    static boolean equal(dnnl_memory_desc_t a, dnnl_memory_desc_t b) {
        return dnnl_memory_desc_equal(a, b) != 0;
    }

    /** Elements of the descriptor's own type that an arrangement takes up, padding included. */
    static long length(dnnl_memory_desc_t descriptor) {
        return divideUp(
                dnnl_memory_desc_get_size(descriptor),
                ElementType.of(descriptor).bytes());
    }

    /** Single-precision numbers that cover an arrangement of any type: scratch memory and workspaces. */
    static long floats(dnnl_memory_desc_t descriptor) {
        return divideUp(dnnl_memory_desc_get_size(descriptor), Float.BYTES);
    }

    private static long divideUp(long bytes, int unit) {
        return (bytes + unit - 1) / unit;
    }
}
