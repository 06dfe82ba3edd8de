package org.wsol.engine.backend;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * The processor and its instruction sets.
 *
 * @param model its product name, for example {@code "AMD EPYC"}; empty if the system does not report it
 * @param flags its instruction-set extensions in the spelling of Linux ({@code avx2}, {@code avx512f}); empty if the
 *     system does not report them
 * @param processors the logical processors this process may use
 */
public record CpuInfo(String model, Set<String> flags, int processors) {

    /** Copies and sorts the flags. */
    public CpuInfo {
        flags = Collections.unmodifiableSet(new TreeSet<>(flags));
    }

    /** The processor of this machine. */
    public static CpuInfo ofThisMachine() {
        return CpuProbe.probe();
    }

    /** Whether the processor is known to have all of these extensions. */
    public boolean has(Set<String> wanted) {
        return flags.containsAll(wanted);
    }

    /** Whether the extensions are known. */
    public boolean isKnown() {
        return !flags.isEmpty();
    }
}
