package org.wsol.engine.backend;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;

/**
 * The builds of ND4J's CPU library, from the slowest to the fastest. Each is a separate artifact with its own
 * classifier suffix. The oneDNN build detects the processor at run time and works on all x86 machines; the ones
 * compiled for AVX2 or AVX-512 stop with an illegal instruction on a processor without it.
 */
enum NativeVariant {
    /** For x86 processors older than AVX. */
    COMPATIBLE("-compat", Set.of()),
    /** Without oneDNN: convolutions are about five times slower on x86. */
    PLAIN("", Set.of()),
    /** Without oneDNN, compiled for AVX2. */
    AVX2("-avx2", Set.of("avx2", "fma")),
    /** Without oneDNN, compiled for AVX-512. */
    AVX512("-avx512", Set.of("avx512f", "avx512bw", "avx512vl", "avx512dq")),
    /** With oneDNN, the rest compiled for AVX2. */
    ONEDNN_AVX2("-onednn-avx2", Set.of("avx2", "fma")),
    /** With oneDNN, the rest compiled for AVX-512. */
    ONEDNN_AVX512("-onednn-avx512", Set.of("avx512f", "avx512bw", "avx512vl", "avx512dq")),
    /** With oneDNN, which detects the processor's features at run time. */
    ONEDNN("-onednn", Set.of());

    private final String extension;
    private final Set<String> needs;

    NativeVariant(String extension, Set<String> needs) {
        this.extension = extension;
        this.needs = needs;
    }

    /** The suffix of the classifier after the platform, for example {@code "-onednn"}; empty for the plain build. */
    public String extension() {
        return extension;
    }

    /** Whether convolutions go through oneDNN. */
    public boolean hasOneDnn() {
        return extension.startsWith("-onednn");
    }

    /** Whether this processor can run it. A processor with unknown extensions gets a build that needs none. */
    public boolean runsOn(CpuInfo cpu) {
        return cpu.has(needs);
    }

    /**
     * The fastest of the available builds that this processor can run.
     *
     * @param atHand the builds found on the class path
     */
    public static Optional<NativeVariant> choose(Set<NativeVariant> atHand, CpuInfo cpu) {
        return atHand.stream().filter(v -> v.runsOn(cpu)).max(Comparator.naturalOrder());
    }

    /** The build with this classifier suffix. */
    static Optional<NativeVariant> ofExtension(String extension) {
        return Arrays.stream(values())
                .filter(v -> v.extension.equals(extension))
                .findFirst();
    }
}
