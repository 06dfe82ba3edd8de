package org.wsol.eval.benchmark;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.wsol.core.ImageSize;
import org.wsol.eval.box.BoxRule;
import org.wsol.eval.box.MapSweep;
import org.wsol.eval.map.QuantizedMap;

/** Milliseconds per map at interval 0.001: the sweep over all levels compared with OpenCV called once per threshold. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class BoxSweepBenchmark {
    /** Kind of map. */
    @Param({"smooth", "noise"})
    public String kind = "smooth";

    /** The box rule. */
    @Param({"ALL_CONTOURS", "LARGEST_CONTOUR"})
    public BoxRule rule = BoxRule.ALL_CONTOURS;

    /** Side of the map in pixels. */
    @Param({"224"})
    public int side = 224;

    private QuantizedMap map = QuantizedMap.ofLevels(1, 1, new byte[1]);
    private MapSweep sweep = new MapSweep(ImageSize.square(1));

    /** Makes the map. */
    @Setup
    public void prepare() {
        map = kind.equals("smooth") ? BenchmarkMaps.smooth(side, 1) : BenchmarkMaps.noise(side, 1);
        sweep = new MapSweep(ImageSize.square(side));
    }

    /** The sweep over all levels. */
    @Benchmark
    public double sweep() {
        return BenchmarkMaps.sweep(sweep, map, rule);
    }

    /** OpenCV once per threshold. */
    @Benchmark
    public double openCvOnceAThreshold() {
        return BenchmarkMaps.reference(map, rule);
    }

    /** Runs all benchmarks; JMH's command line parameters are not read. */
    public static void main(String[] arguments) throws RunnerException {
        new Runner(new OptionsBuilder()
                        .include(BoxSweepBenchmark.class.getSimpleName())
                        .build())
                .run();
    }
}
