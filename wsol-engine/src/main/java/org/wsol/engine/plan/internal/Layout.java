package org.wsol.engine.plan.internal;

import java.util.Arrays;

/** The arrangement of a value's elements in a slot. */
public interface Layout {

    /** The value's element type and extents. */
    TensorSpec spec();

    /** Whether the elements are row-major and without gaps from the slot's first element on. */
    boolean isDense();

    /** Elements at positions of a regular grid: a view in ND4J's sense, without an offset. */
    final class Strided implements Layout {
        private final TensorSpec spec;
        private final long[] strides;

        /** A view with steps in elements per dimension. */
        public Strided(TensorSpec spec, long[] strides) {
            this.spec = spec;
            this.strides = strides.clone();
        }

        /** The row-major arrangement without gaps. */
        public static Strided dense(TensorSpec spec) {
            return new Strided(spec, spec.denseStrides());
        }

        @Override
        public TensorSpec spec() {
            return spec;
        }

        /** Steps in elements per dimension. */
        public long[] strides() {
            return strides.clone();
        }

        @Override
        public boolean isDense() {
            long[] dense = spec.denseStrides();
            for (int i = 0; i < dense.length; i++) {
                if (spec.extent(i) != 1 && dense[i] != strides[i]) {
                    return false;
                }
            }
            return true;
        }

        /** The same memory with its dimensions in another order: dimension i is this one's {@code order[i]}. */
        public Strided permuted(int... order) {
            long[] shape = Arrays.stream(order).mapToLong(spec::extent).toArray();
            long[] steps = Arrays.stream(order).mapToLong(i -> strides[i]).toArray();
            return new Strided(new TensorSpec(spec.type(), shape), steps);
        }
    }
}
