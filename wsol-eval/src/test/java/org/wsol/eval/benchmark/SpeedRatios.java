package org.wsol.eval.benchmark;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import org.wsol.core.ImageSize;
import org.wsol.eval.box.BoxRule;
import org.wsol.eval.box.MapSweep;
import org.wsol.eval.map.QuantizedMap;

/**
 * Prints within a minute the speedup of the sweep over OpenCV called once per threshold, and its dependence on size and
 * cores.
 */
public final class SpeedRatios {
    private static final long BUDGET_NANOS = 2_000_000_000L;
    private static final int IMAGES = 2000;

    private SpeedRatios() {}

    /** Takes no arguments. */
    public static void main(String[] arguments) {
        PrintStream out = System.out;
        for (boolean smooth : new boolean[] {true, false}) {
            for (BoxRule rule : BoxRule.values()) {
                QuantizedMap map = smooth ? BenchmarkMaps.smooth(224, 1) : BenchmarkMaps.noise(224, 1);
                MapSweep sweep = new MapSweep(map.size());
                if (BenchmarkMaps.sweep(sweep, map, rule) != BenchmarkMaps.reference(map, rule)) {
                    throw new IllegalStateException("the two ways disagree");
                }
                double fast = millis(() -> BenchmarkMaps.sweep(sweep, map, rule));
                double slow = millis(() -> BenchmarkMaps.reference(map, rule));
                out.printf(
                        Locale.ROOT,
                        "%-6s %-16s sweep %7.3f ms  OpenCV %9.1f ms  ratio %.0f%n",
                        smooth ? "smooth" : "noise",
                        rule.id(),
                        fast,
                        slow,
                        slow / fast);
            }
        }
        for (int side : new int[] {56, 112, 224, 448, 896}) {
            QuantizedMap smooth = BenchmarkMaps.smooth(side, 1);
            QuantizedMap noise = BenchmarkMaps.noise(side, 1);
            MapSweep sweep = new MapSweep(ImageSize.square(side));
            out.printf(
                    Locale.ROOT,
                    "side %4d: all contours smooth %8.3f ms, noise %8.3f ms; largest smooth %8.3f ms%n",
                    side,
                    millis(() -> BenchmarkMaps.sweep(sweep, smooth, BoxRule.ALL_CONTOURS)),
                    millis(() -> BenchmarkMaps.sweep(sweep, noise, BoxRule.ALL_CONTOURS)),
                    millis(() -> BenchmarkMaps.sweep(sweep, smooth, BoxRule.LARGEST_CONTOUR)));
        }
        List<QuantizedMap> maps = IntStream.range(0, 32)
                .mapToObj(seed -> BenchmarkMaps.smooth(224, seed))
                .toList();
        out.printf(
                Locale.ROOT,
                "images per second, both rules: one thread %.0f, %d threads %.0f%n",
                throughput(maps, false),
                Runtime.getRuntime().availableProcessors(),
                throughput(maps, true));
    }

    private static double throughput(List<QuantizedMap> maps, boolean parallel) {
        ThreadLocal<MapSweep> sweeps = ThreadLocal.withInitial(() -> new MapSweep(ImageSize.square(224)));
        long start = System.nanoTime();
        IntStream images = IntStream.range(0, IMAGES);
        double sum = (parallel ? images.parallel() : images)
                .mapToDouble(i -> {
                    QuantizedMap map = maps.get(i % maps.size());
                    return BenchmarkMaps.sweep(sweeps.get(), map, BoxRule.ALL_CONTOURS)
                            + BenchmarkMaps.sweep(sweeps.get(), map, BoxRule.LARGEST_CONTOUR);
                })
                .sum();
        double seconds = (System.nanoTime() - start) / 1e9;
        return sum < 0 ? 0 : IMAGES / seconds;
    }

    /** Processor time of this thread, which is less affected by other work on the machine than wall time. */
    private static double millis(DoubleSupplier work) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        work.getAsDouble();
        long start = System.nanoTime();
        long best = Long.MAX_VALUE;
        while (System.nanoTime() - start < BUDGET_NANOS) {
            long before = threads.getCurrentThreadCpuTime();
            work.getAsDouble();
            best = Math.min(best, threads.getCurrentThreadCpuTime() - before);
        }
        return best / 1e6;
    }
}
