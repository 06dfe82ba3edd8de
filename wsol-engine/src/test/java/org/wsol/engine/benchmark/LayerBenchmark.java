package org.wsol.engine.benchmark;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.wsol.core.ImageSize;
import org.wsol.engine.backend.NativeBackend;
import org.wsol.engine.graph.BatchNormMode;
import org.wsol.engine.graph.Convolution;
import org.wsol.engine.graph.GraphExecutor;
import org.wsol.engine.graph.GraphProgram;
import org.wsol.engine.graph.GraphResult;
import org.wsol.engine.graph.Layers;
import org.wsol.engine.graph.ParameterStore;
import org.wsol.engine.plan.ExecutionEngine;
import org.wsol.engine.plan.PlannedExecutor;

/** Milliseconds for two layers of convolution, batch normalisation and rectifier, forward and backward, batch 8. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class LayerBenchmark {
    private static final int BATCH = 8;

    /** Form of the convolution. */
    @Param({"DENSE", "POINTWISE", "DEPTHWISE"})
    public Form form = Form.DENSE;

    /** The engine. */
    @Param({"ONEDNN", "ND4J"})
    public ExecutionEngine engine = ExecutionEngine.ONEDNN;

    private @Nullable ParameterStore store;
    private @Nullable GraphExecutor executor;
    private Map<String, INDArray> inputs = Map.of();

    /** Forms of convolution and the maps on which networks use them. */
    public enum Form {
        /** 3x3, 64 channels, 56x56. */
        DENSE(Convolution.square(64, 64, 3), 64, 56),
        /** 1x1, 256 channels, 28x28. */
        POINTWISE(Convolution.square(256, 256, 1), 256, 28),
        /** 3x3 for each of 384 channels, 28x28. */
        DEPTHWISE(Convolution.depthwise(384, 3, 1), 384, 28);

        private final Convolution convolution;
        private final int channels;
        private final int side;

        Form(Convolution convolution, int channels, int side) {
            this.convolution = convolution;
            this.channels = channels;
            this.side = side;
        }
    }

    /** Builds graph and executor. */
    @Setup
    public void prepare() {
        NativeBackend.start();
        store = new ParameterStore(DataType.FLOAT, 1);
        SameDiff graph = SameDiff.create();
        Layers layers = new Layers(graph, store, BatchNormMode.TRAINING);
        SDVariable x = layers.images("images", form.channels, ImageSize.square(form.side));
        for (String name : List.of("first", "second")) {
            x = layers.relu(layers.convolutionBatchNorm(name, name + "Norm", x, form.convolution, 1e-5));
        }
        x.mul(x).mean().rename("loss");
        graph.setLossVariables("loss");
        executor = new PlannedExecutor(new GraphProgram(graph, List.of("loss"), store.trainableNames()), engine);
        inputs = Map.of("images", Nd4j.rand(DataType.FLOAT, BATCH, form.channels, form.side, form.side));
    }

    /** Forward and backward. */
    @Benchmark
    public @Nullable GraphResult forwardAndBackward() {
        return executor == null ? null : executor.run(inputs);
    }

    /** Frees memory. */
    @TearDown
    public void close() {
        if (executor != null) {
            executor.close();
        }
        if (store != null) {
            store.close();
        }
    }
}
