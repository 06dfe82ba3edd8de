package org.wsol.engine.plan.internal.onednn;

import static org.bytedeco.dnnl.global.dnnl.*;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.bytedeco.dnnl.const_dnnl_op_desc_t;
import org.bytedeco.dnnl.dnnl_engine;
import org.bytedeco.dnnl.dnnl_memory_desc_t;
import org.bytedeco.dnnl.dnnl_post_ops;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.dnnl.dnnl_stream;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/** An engine and a stream of oneDNN, and all descriptions created with them; closing frees them. */
final class OneDnn implements AutoCloseable {
    private final dnnl_engine engine = new dnnl_engine();
    private final dnnl_stream stream = new dnnl_stream();
    private final Deque<AutoCloseable> owned = new ArrayDeque<>();
    private final dnnl_primitive_attr plain;
    private final ElementType activations;

    /**
     * Opens the CPU engine.
     *
     * @param activations the element type of feature maps and their gradients
     */
    OneDnn(ElementType activations) {
        this.activations = activations;
        check("engine", dnnl_engine_create(engine, dnnl_cpu, 0));
        own(() -> dnnl_engine_destroy(engine));
        check("stream", dnnl_stream_create(stream, engine, dnnl_stream_default_flags));
        own(() -> dnnl_stream_destroy(stream));
        plain = attributes(null);
    }

    /** Whether the processor supports bfloat16: AVX-512 BF16 or AMX. */
    static boolean hasBfloat16() {
        return (dnnl_get_effective_cpu_isa() & dnnl_cpu_isa_avx512_core_bf16) == dnnl_cpu_isa_avx512_core_bf16;
    }

    /** The element type of feature maps and their gradients between primitives. */
    ElementType activations() {
        return activations;
    }

    dnnl_engine engine() {
        return engine;
    }

    dnnl_stream stream() {
        return stream;
    }

    /** Attributes that only specify that the caller provides scratch memory. */
    dnnl_primitive_attr plain() {
        return plain;
    }

    /** Attributes with operations to apply to the result. */
    dnnl_primitive_attr attributes(@Nullable dnnl_post_ops postOperations) {
        dnnl_primitive_attr attributes = new dnnl_primitive_attr();
        check("attributes", dnnl_primitive_attr_create(attributes));
        own(() -> dnnl_primitive_attr_destroy(attributes));
        check("scratchpad", dnnl_primitive_attr_set_scratchpad_mode(attributes, dnnl_scratchpad_mode_user));
        if (postOperations != null) {
            check("post-operations", dnnl_primitive_attr_set_post_ops(attributes, postOperations));
        }
        return attributes;
    }

    /** The description of a primitive. */
    dnnl_primitive_desc describe(
            String what, Pointer description, dnnl_primitive_attr attributes, @Nullable dnnl_primitive_desc hint) {
        dnnl_primitive_desc result = new dnnl_primitive_desc();
        check(
                what,
                dnnl_primitive_desc_create(result, new const_dnnl_op_desc_t(description), attributes, engine, hint));
        return own(result);
    }

    /** The description of a forward primitive, if oneDNN has one for the request. */
    Optional<dnnl_primitive_desc> tryDescribe(Pointer description, dnnl_primitive_attr attributes) {
        dnnl_primitive_desc result = new dnnl_primitive_desc();
        int status =
                dnnl_primitive_desc_create(result, new const_dnnl_op_desc_t(description), attributes, engine, null);
        return status == dnnl_success ? Optional.of(own(result)) : Optional.empty();
    }

    /** Takes a description into ownership. */
    dnnl_primitive_desc own(dnnl_primitive_desc description) {
        own(() -> dnnl_primitive_desc_destroy(description));
        return description;
    }

    void own(AutoCloseable resource) {
        owned.push(resource);
    }

    /** A layout the primitive requires; {@code query} is one of oneDNN's {@code dnnl_query_*_md}. */
    static dnnl_memory_desc_t query(dnnl_primitive_desc description, int query) {
        return new dnnl_memory_desc_t(dnnl_primitive_desc_query_md(description, query, 0));
    }

    /** Turns a status into an exception. */
    static void check(String what, int status) {
        if (status != dnnl_success) {
            throw new IllegalStateException("oneDNN refused: " + what + ", status " + status);
        }
    }

    @Override
    public void close() {
        while (!owned.isEmpty()) {
            try {
                owned.pop().close();
            } catch (Exception e) {
                throw new IllegalStateException("oneDNN could not free a handle", e);
            }
        }
    }
}
