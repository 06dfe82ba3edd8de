package org.wsol.engine.backend;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A graphics card as its driver describes it.
 *
 * @param name for example {@code "NVIDIA GeForce RTX 3060"}
 * @param computeCapability for example 8.6
 */
public record GpuInfo(String name, double computeCapability) {
    /** The oldest compute capability that ND4J's CUDA library holds code for. */
    public static final double OLDEST = 3.7;

    /** The newest: 8.9 runs code compiled for 8.6; the library has no code that 9.0 (Hopper) or newer could compile. */
    public static final double NEWEST = 8.9;

    /** Whether ND4J's CUDA library holds code for this card. */
    public boolean isSupported() {
        return computeCapability >= OLDEST && computeCapability <= NEWEST;
    }

    /** The cards of this machine as reported by NVIDIA's driver; none if there is no driver. */
    public static List<GpuInfo> ofThisMachine() {
        return ShortCommand.run("nvidia-smi", "--query-gpu=name,compute_cap", "--format=csv,noheader")
                .map(GpuInfo::parse)
                .orElse(List.of());
    }

    /** Reads lines of {@code name, compute capability}; other lines are skipped. */
    static List<GpuInfo> parse(String text) {
        List<GpuInfo> cards = new ArrayList<>();
        text.lines().map(GpuInfo::parseLine).forEach(card -> card.ifPresent(cards::add));
        return cards;
    }

    private static Optional<GpuInfo> parseLine(String line) {
        int comma = line.lastIndexOf(',');
        String capability = line.substring(comma + 1).trim();
        if (comma < 0 || !capability.matches("\\d+\\.\\d+")) {
            return Optional.empty();
        }
        return Optional.of(new GpuInfo(line.substring(0, comma).trim(), Double.parseDouble(capability)));
    }
}
