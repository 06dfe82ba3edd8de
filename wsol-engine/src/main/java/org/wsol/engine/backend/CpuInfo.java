package org.wsol.engine.backend;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the processor is and can do.
 *
 * @param model the maker's name for it, for example {@code "AMD EPYC"}; empty when the system does not tell
 * @param flags its instruction-set extensions in the spelling of Linux ({@code avx2}, {@code avx512f}); empty when the
 *     system does not tell
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

    /** Whether every one of these extensions is known to be there. */
    public boolean has(Set<String> wanted) {
        return flags.containsAll(wanted);
    }

    /** Whether the system told which extensions there are. */
    public boolean isKnown() {
        return !flags.isEmpty();
    }
}
