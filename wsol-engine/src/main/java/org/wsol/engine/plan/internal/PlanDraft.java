package org.wsol.engine.plan.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.nd4j.linalg.api.buffer.DataType;
import org.wsol.engine.plan.internal.Slot.Representation;
import org.wsol.engine.plan.internal.Toolchain.LayoutConverter;

/**
 * A plan under construction: the steps so far, and the locations and layouts of each value. Lowerings read and extend
 * it node by node; what may be overwritten depends on the node being lowered.
 */
public final class PlanDraft {
    private final Map<String, TensorSpec> specs;
    private final Uses uses;
    private final LayoutConverter converter;
    private final boolean forwardOnly;
    private final Map<String, List<Representation>> representations = new HashMap<>();
    private final Map<Slot, Set<String>> tenants = new HashMap<>();
    private final Set<String> fixedValues = new HashSet<>();
    private final List<Slot> slots = new ArrayList<>();
    private final List<Step> setup = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();
    private int position;
    private boolean fixedScope;

    PlanDraft(Map<String, TensorSpec> specs, Uses uses, LayoutConverter converter, boolean forwardOnly) {
        this.specs = specs;
        this.uses = uses;
        this.converter = converter;
        this.forwardOnly = forwardOnly;
    }

    /** Whether the program requests no gradients. */
    public boolean isForwardOnly() {
        return forwardOnly;
    }

    /** Type and shape of a value. */
    public TensorSpec spec(String value) {
        TensorSpec spec = specs.get(value);
        if (spec == null) {
            throw new IllegalArgumentException("there is no value '" + value + "'");
        }
        return spec;
    }

    /** Whether the value is read or requested. */
    public boolean isNeeded(String value) {
        return uses.isNeeded(value);
    }

    /** The ways in which a value exists so far. */
    public List<Representation> representations(String value) {
        List<Representation> existing = representations.get(value);
        if (existing == null) {
            throw new IllegalStateException("the value '" + value + "' is read before it is computed");
        }
        return List.copyOf(existing);
    }

    /** A value in its original layout. */
    public Representation first(String value) {
        return representations(value).get(0);
    }

    /** A value in a layout that satisfies a condition, if any. */
    public Optional<Representation> find(String value, Predicate<Layout> condition) {
        return representations(value).stream()
                .filter(candidate -> condition.test(candidate.layout()))
                .findFirst();
    }

    /** A value in dense row-major layout; converted if it does not exist in that layout. */
    public Representation dense(String value) {
        return as(value, Layout.Strided.dense(spec(value)), Layout::isDense);
    }

    /** A value in a layout; converted to {@code target} if no representation satisfies the condition. */
    public Representation as(String value, Layout target, Predicate<Layout> condition) {
        return as(value, target, condition, (from, to) -> converter.convert(from, to, this));
    }

    /** The same with a custom conversion, which receives source and target. */
    public Representation as(
            String value,
            Layout target,
            Predicate<Layout> condition,
            BiFunction<Representation, Representation, Step> conversion) {
        Optional<Representation> existing = find(value, condition);
        if (existing.isPresent()) {
            return existing.get();
        }
        boolean outer = fixedScope;
        fixedScope = fixedValues.contains(value);
        Representation converted = new Representation(allocate(target), target);
        emit(conversion.apply(first(value), converted));
        fixedScope = outer;
        define(value, converted);
        return converted;
    }

    /** Memory for a layout. */
    public Slot allocate(Layout layout) {
        return allocate(layout.spec().type(), converter.length(layout));
    }

    /** Memory for a number of elements, uninitialised. */
    public Slot allocate(DataType type, long length) {
        return newSlot(type, length, fixedScope ? Slot.Home.ARENA_FOREVER : Slot.Home.ARENA);
    }

    /** Registers an additional representation of a value. */
    public void define(String value, Representation representation) {
        representations.computeIfAbsent(value, key -> new ArrayList<>()).add(representation);
        tenants.computeIfAbsent(representation.slot(), key -> new HashSet<>()).add(value);
        if (fixedScope) {
            fixedValues.add(value);
        }
    }

    /**
     * The slot of a representation if the node being lowered may overwrite it: nothing in it is read later.
     */
    public Optional<Slot> overwritable(Representation representation) {
        Slot slot = representation.slot();
        boolean free = slot.home() == Slot.Home.ARENA
                && !fixedScope
                && tenants.getOrDefault(slot, Set.of()).stream().allMatch(value -> uses.lastUse(value) <= position);
        return free ? Optional.of(slot) : Optional.empty();
    }

    /** Adds a step. */
    public void emit(Step step) {
        (fixedScope ? setup : steps).add(step);
    }

    /** Starts the lowering of a node: its results are constant if all its inputs are. */
    void enter(int nodeIndex, Node node) {
        position = nodeIndex;
        fixedScope = !node.inputs().isEmpty() && fixedValues.containsAll(node.inputs());
    }

    /** Ends the lowering of nodes; later conversions are for the requested results. */
    void leave() {
        position = Integer.MAX_VALUE - 1;
        fixedScope = false;
    }

    /** Registers an array of the graph. */
    Slot defineSource(String value, Slot.Home home, boolean fixed) {
        TensorSpec spec = spec(value);
        Slot slot = newSlot(spec.type(), spec.length(), home);
        fixedScope = fixed;
        define(value, new Representation(slot, Layout.Strided.dense(spec)));
        fixedScope = false;
        return slot;
    }

    /** Registers a value whose type and shape are not in the graph. */
    public void declare(String value, TensorSpec spec) {
        specs.put(value, spec);
    }

    List<Step> setup() {
        return setup;
    }

    List<Step> steps() {
        return steps;
    }

    List<Slot> slots() {
        return slots;
    }

    private Slot newSlot(DataType type, long length, Slot.Home home) {
        Slot slot = new Slot(slots.size(), type, length, home);
        slots.add(slot);
        return slot;
    }
}
