package org.wsol.engine.plan.internal.onednn;

import static org.bytedeco.dnnl.global.dnnl.*;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.dnnl_exec_arg_t;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_primitive;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.javacpp.Pointer;
import org.wsol.engine.plan.internal.Step.Kernel;
import org.wsol.engine.plan.internal.Step.Memory;
import org.wsol.engine.plan.internal.onednn.PrimitiveStep.Argument;

/** Runs one primitive on fixed addresses. */
final class PrimitiveKernel implements Kernel {
    private final OneDnn runtime;
    private final String name;
    private final dnnl_primitive primitive = new dnnl_primitive();
    private final List<dnnl_memory> memories = new ArrayList<>();
    private final dnnl_exec_arg_t arguments;

    PrimitiveKernel(
            OneDnn runtime, String name, dnnl_primitive_desc description, List<Argument> arguments, Memory memory) {
        this.runtime = runtime;
        this.name = name;
        OneDnn.check(name, dnnl_primitive_create(primitive, description));
        this.arguments = new dnnl_exec_arg_t(arguments.size());
        for (int i = 0; i < arguments.size(); i++) {
            Argument argument = arguments.get(i);
            dnnl_memory handle = new dnnl_memory();
            OneDnn.check(
                    name,
                    dnnl_memory_create(
                            handle, argument.descriptor(), runtime.engine(), pointer(memory.address(argument.slot()))));
            memories.add(handle);
            this.arguments.position(i).arg(argument.role()).memory(handle);
        }
        this.arguments.position(0);
    }

    private static Pointer pointer(long place) {
        return new Pointer() {
            {
                address = place;
            }
        };
    }

    @Override
    public void run() {
        OneDnn.check(name, dnnl_primitive_execute(primitive, runtime.stream(), memories.size(), arguments));
    }

    @Override
    public void close() {
        dnnl_primitive_destroy(primitive);
        memories.forEach(handle -> dnnl_memory_destroy(handle));
        memories.clear();
        arguments.close();
    }
}
