package org.wsol.engine.backend;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.nd4j.linalg.factory.Nd4j;
import org.wsol.core.InvalidInputException;
import org.wsol.core.StorageException;
import org.wsol.core.WsolException;
import org.wsol.core.internal.io.NativeUnpacking;

/**
 * Starts ND4J on the native library that suits this machine. Call {@link #start()} before any class of ND4J is loaded:
 * the choice is a system property that ND4J reads when its first class loads.
 */
public final class NativeBackend {
    private static final String EXTENSION = "org.bytedeco.javacpp.platform.extension";
    private static final String CUDA_BACKEND = "org/nd4j/linalg/jcublas/JCublasBackend.class";

    private static final int UNPACKED_MEGABYTES = 400;

    private NativeBackend() {}

    /**
     * Starts ND4J once; later calls return the same information. ND4J's start messages do not reach the terminal.
     *
     * @throws InvalidInputException if no native library on the class path runs on this machine
     * @throws StorageException if there is no room to unpack it
     */
    public static BackendInfo start() {
        return Started.OUTCOME.get();
    }

    /** Loaded by the first call of {@link #start()}, so that ND4J starts once and only when it is needed. */
    private static final class Started {
        private static final Supplier<BackendInfo> OUTCOME = outcome();

        /**
         * The information, or the same error for every caller: an exception thrown here would be wrapped by class
         * loading.
         */
        private static Supplier<BackendInfo> outcome() {
            try {
                BackendInfo info = QuietOutput.call(NativeBackend::startOnce);
                return () -> info;
            } catch (WsolException e) {
                return () -> {
                    throw e;
                };
            }
        }
    }

    private static BackendInfo startOnce() {
        MemoryLimits.liftDefaults();
        boolean cuda = isOnClassPath(CUDA_BACKEND);
        if (cuda) {
            requireGpu(GpuInfo.ofThisMachine());
        }
        String extension = cuda ? "" : cpuExtension();
        int threads = ComputeThreads.byDefault();
        load(cuda);
        ComputeThreads.use(threads);
        return describe(cuda, extension, threads);
    }

    /** The first class of ND4J loads the library; a linker error here can be fixed by the user. */
    private static void load(boolean cuda) {
        try {
            Nd4j.create(1).close();
        } catch (LinkageError e) {
            throw cuda ? withoutCuda(e) : notLoaded(e);
        }
    }

    private static WsolException notLoaded(LinkageError error) {
        Optional<StorageException> full =
                NativeUnpacking.javacpp(UNPACKED_MEGABYTES).obstacle("ND4J", error);
        if (full.isPresent()) {
            return full.get();
        }
        Throwable cause = error;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return new InvalidInputException(
                "the native library for " + platform() + " cannot be loaded: " + cause.getMessage()
                        + " (it unpacks 0.4 GB to ~/.javacpp/cache and needs glibc 2.17 or newer on Linux)",
                error);
    }

    /** ND4J does not report which library is missing; if there is a driver and a supported card, it is CUDA itself. */
    static InvalidInputException withoutCuda(LinkageError error) {
        return new InvalidInputException(
                "ND4J's library for NVIDIA GPUs cannot be loaded: it needs CUDA 11.6 with cuDNN 8.3 on this machine;"
                        + " './mvnw -Pcuda -Pcuda-redist -DskipTests package' includes both (1.8 GB)",
                error);
    }

    /**
     * Rejects a machine whose cards cannot run ND4J's CUDA library.
     *
     * @throws InvalidInputException naming the cards found and the remedy
     */
    static void requireGpu(List<GpuInfo> cards) {
        if (cards.stream().noneMatch(GpuInfo::isSupported)) {
            String found = cards.isEmpty()
                    ? "no NVIDIA driver responds"
                    : cards.stream()
                            .map(card -> card.name() + " has " + card.computeCapability())
                            .collect(Collectors.joining(", "));
            throw new InvalidInputException("this build computes on an NVIDIA GPU of compute capability "
                    + GpuInfo.OLDEST + " to " + GpuInfo.NEWEST + ", but " + found
                    + "; './mvnw -DskipTests package' builds for the CPU");
        }
    }

    private static String cpuExtension() {
        Set<NativeVariant> atHand = variantsAtHand(platform());
        String wanted = System.getProperty(EXTENSION);
        if (wanted != null) {
            return requireAtHand(wanted, atHand).extension();
        }
        NativeVariant variant = chooseCpu(atHand, CpuInfo.ofThisMachine(), platform());
        System.setProperty(EXTENSION, variant.extension());
        return variant.extension();
    }

    /**
     * The build selected by the user with a system property.
     *
     * @throws InvalidInputException if it is not on the class path, naming the available ones
     */
    static NativeVariant requireAtHand(String extension, Set<NativeVariant> atHand) {
        return NativeVariant.ofExtension(extension)
                .filter(atHand::contains)
                .orElseThrow(() -> new InvalidInputException("-D" + EXTENSION + "=" + extension
                        + " requires a native library that is not on the class path; available: "
                        + atHand.stream()
                                .map(variant -> "'" + variant.extension() + "'")
                                .collect(Collectors.joining(", "))));
    }

    /**
     * The fastest available build that the processor can run.
     *
     * @throws InvalidInputException if there is none, naming the dependency that adds one
     */
    static NativeVariant chooseCpu(Set<NativeVariant> atHand, CpuInfo cpu, String platform) {
        return NativeVariant.choose(atHand, cpu)
                .orElseThrow(() -> new InvalidInputException("no native library for " + platform
                        + (atHand.isEmpty()
                                ? " is on the class path"
                                : " on the class path runs on this CPU (" + cpu.model() + ")")
                        + "; add the dependency org.wsol:wsol-natives or, for another platform than that of the build, org.wsol:wsol-natives-"
                        + platform + " (type pom). A checkout is built for it with ./mvnw -Dnative.platform=" + platform
                        + " package"));
    }

    private static Set<NativeVariant> variantsAtHand(String platform) {
        Set<NativeVariant> atHand = EnumSet.noneOf(NativeVariant.class);
        for (NativeVariant variant : NativeVariant.values()) {
            String folder = "org/nd4j/linalg/cpu/nativecpu/bindings/" + platform + variant.extension() + "/";
            if (isOnClassPath(folder + System.mapLibraryName("nd4jcpu"))) {
                atHand.add(variant);
            }
        }
        return atHand;
    }

    private static BackendInfo describe(boolean cuda, String extension, int threads) {
        return new BackendInfo(
                cuda ? "CUDA" : "CPU",
                platform() + extension,
                NativeVariant.ofExtension(extension)
                        .map(NativeVariant::hasOneDnn)
                        .orElse(false),
                Nd4j.factory().blas().getBlasVendor().toString(),
                threads,
                nd4jVersion(),
                MemoryLimits.ofThisProcess());
    }

    private static String nd4jVersion() {
        Properties properties = new Properties();
        try (InputStream in = Nd4j.class.getResourceAsStream("/META-INF/maven/org.nd4j/nd4j-api/pom.properties")) {
            properties.load(Objects.requireNonNull(in, "nd4j-api does not state its version"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version");
    }

    private static String platform() {
        return org.bytedeco.javacpp.Loader.Detector.getPlatform();
    }

    private static boolean isOnClassPath(String resource) {
        return NativeBackend.class.getClassLoader().getResource(resource) != null;
    }

    /**
     * The native library that ND4J runs on.
     *
     * @param name {@code "CPU"} or {@code "CUDA"}
     * @param classifier the classifier of its artifact, for example {@code "linux-x86_64-onednn"}
     * @param oneDnn whether convolutions go through oneDNN
     * @param blasVendor the library that multiplies matrices, for example {@code "OPENBLAS"}
     * @param threads how many threads one operation uses unless set otherwise ({@link ComputeThreads#byDefault})
     * @param nd4jVersion for example {@code "1.0.0-M2.1"}
     * @param limits how much memory the process may take
     */
    public record BackendInfo(
            String name,
            String classifier,
            boolean oneDnn,
            String blasVendor,
            int threads,
            String nd4jVersion,
            MemoryLimits limits) {}
}
