package org.wsol.engine.plan.internal;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.wsol.core.internal.Required;

/**
 * The memory shared by all plans of one executor, or of several executors used in turn: one array per element type,
 * sized for the largest plan. A second, smaller plan (the last batch of an epoch) therefore needs no additional memory.
 */
public final class Arena implements AutoCloseable {
    /** Padding to start at an address that is a multiple of the cache line, in elements. */
    private static final long SLACK = 64;

    private static final long ALIGNMENT = 64;

    private final Map<DataType, INDArray> blocks = new EnumMap<>(DataType.class);
    private int generation;
    private Optional<Plan> occupant = Optional.empty();

    /** Allocates memory; the content of a block that grew is lost, and every address changes with {@link #generation()}. */
    public void require(Map<DataType, Long> lengths) {
        lengths.forEach((type, length) -> {
            INDArray block = blocks.get(type);
            if (block == null || block.length() < length + SLACK) {
                if (block != null) {
                    block.close();
                }
                blocks.put(type, Nd4j.createUninitialized(type, length + SLACK));
                generation++;
            }
        });
    }

    /** Increases whenever previously returned addresses become invalid. */
    public int generation() {
        return generation;
    }

    /** Assigns the memory to a plan; returns true if another plan may have written to it since this plan last ran. */
    public boolean occupy(Plan plan) {
        boolean changed = occupant.filter(last -> last == plan).isEmpty();
        occupant = Optional.of(plan);
        return changed;
    }

    /** Bytes held. */
    public long bytes() {
        return blocks.values().stream()
                .mapToLong(block -> block.length() * block.dataType().width())
                .sum();
    }

    /** The block of a type. */
    public INDArray block(DataType type) {
        return Required.value(blocks, type);
    }

    /** Elements to skip so that offset 0 is aligned. */
    public long start(DataType type) {
        long address = block(type).data().address();
        return ((ALIGNMENT - address % ALIGNMENT) % ALIGNMENT) / type.width();
    }

    @Override
    public void close() {
        blocks.values().forEach(INDArray::close);
        blocks.clear();
        occupant = Optional.empty();
        generation++;
    }
}
