package org.wsol.engine.plan.internal.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_bf16;
import static org.bytedeco.dnnl.global.dnnl.dnnl_f32;

import org.bytedeco.dnnl.dnnl_memory_desc_t;
import org.nd4j.linalg.api.buffer.DataType;

/** Element types of the values between primitives. */
enum ElementType {
    /** Single precision. */
    FLOAT32(dnnl_f32, DataType.FLOAT),
    /** The upper half of single precision: 8 bits of exponent, 7 of mantissa. */
    BFLOAT16(dnnl_bf16, DataType.BFLOAT16);

    private final int code;
    private final DataType stored;

    ElementType(int code, DataType stored) {
        this.code = code;
        this.stored = stored;
    }

    /** The type of a descriptor; single precision for descriptors that are bytes to their primitive. */
    static ElementType of(dnnl_memory_desc_t descriptor) {
        return descriptor.data_type() == dnnl_bf16 ? BFLOAT16 : FLOAT32;
    }

    /** oneDNN's {@code dnnl_data_type_t}. */
    int code() {
        return code;
    }

    /** The type of its memory. */
    DataType stored() {
        return stored;
    }

    int bytes() {
        return stored.width();
    }
}
