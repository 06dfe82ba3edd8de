package org.wsol.dl4j.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.transferlearning.FineTuneConfiguration;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.deeplearning4j.util.ModelSerializer;
import org.deeplearning4j.zoo.model.ResNet50;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.wsol.core.ImageSize;
import org.wsol.dl4j.Dl4jBackbone;
import org.wsol.engine.backend.NativeBackend;
import org.wsol.engine.data.Batch;
import org.wsol.engine.graph.BatchNormMode;
import org.wsol.engine.graph.GraphResult;
import org.wsol.engine.graph.ParameterStore;
import org.wsol.engine.plan.PlannedExecutor;
import org.wsol.engine.train.NoiseSource;
import org.wsol.engine.train.RunLength;
import org.wsol.engine.train.Sgd;
import org.wsol.engine.train.TrainingSetup;
import org.wsol.engine.train.TrainingStep;
import org.wsol.engine.weights.Networks;
import org.wsol.losses.ClassActivationMapping;

/**
 * One side of the row {@code fit-dl4j} of bench/compare: training steps of the zoo's ResNet-50 with a pooled head, from the
 * same zip, with the same batch, SGD with Nesterov's momentum 0.9 and cross entropy.
 *
 * <p>Arguments: {@code ours} or {@code dl4j}, the zip (created if missing), batch size, seconds. Prints JSON.
 */
public final class FitComparison {
    private static final int CLASSES = 10;
    private static final int SIDE = 224;
    private static final double RATE = 0.001;
    private static final double MOMENTUM = 0.9;
    private static final int WARM_UP = 2;
    private static final int LEAST_STEPS = 3;

    private FitComparison() {}

    /** Measures one side. */
    public static void main(String[] arguments) throws IOException {
        NativeBackend.start();
        Path zip = Path.of(arguments[1]);
        if (!Files.exists(zip)) {
            ModelSerializer.writeModel(network(), zip.toFile(), false);
        }
        ComputationGraph graph = ModelSerializer.restoreComputationGraph(zip.toFile(), false);
        int batch = Integer.parseInt(arguments[2]);
        double seconds = Double.parseDouble(arguments[3]);
        double median = arguments[0].equals("ours") ? ours(graph, batch, seconds) : theirs(graph, batch, seconds);
        System.out.printf(Locale.ROOT, "{\"seconds\": %.5f, \"peakMegabytes\": %.1f}%n", median, peakMegabytes());
    }

    private static ComputationGraph network() {
        ComputationGraph zoo = ResNet50.builder()
                .numClasses(CLASSES)
                .inputShape(new int[] {3, SIDE, SIDE})
                .build()
                .init();
        return new TransferLearning.GraphBuilder(zoo)
                .fineTuneConfiguration(new FineTuneConfiguration.Builder()
                        .updater(new Nesterovs(RATE, MOMENTUM))
                        .l1(0)
                        .l2(0)
                        .build())
                .removeVertexAndConnections("output")
                .removeVertexAndConnections("avgpool")
                .addLayer("pooled", new GlobalPoolingLayer(PoolingType.AVG), "res5c_branch")
                .addLayer(
                        "output",
                        new OutputLayer.Builder(LossFunction.MCXENT)
                                .nIn(2048)
                                .nOut(CLASSES)
                                .activation(Activation.SOFTMAX)
                                .build(),
                        "pooled")
                .setOutputs("output")
                .build();
    }

    private static INDArray images(int batch) {
        Random random = new Random(17);
        float[] values = new float[batch * 3 * SIDE * SIDE];
        for (int i = 0; i < values.length; i++) {
            values[i] = 2 * random.nextFloat() - 1;
        }
        return Nd4j.create(values, new long[] {batch, 3, SIDE, SIDE}, 'c');
    }

    private static double theirs(ComputationGraph graph, int batch, double seconds) {
        INDArray labels = Nd4j.zeros(batch, CLASSES);
        for (int i = 0; i < batch; i++) {
            labels.putScalar(i, i % CLASSES, 1);
        }
        DataSet data = new DataSet(images(batch), labels);
        return median(seconds, step -> graph.fit(data));
    }

    private static double ours(ComputationGraph graph, int batch, double seconds) {
        Dl4jBackbone backbone = Dl4jBackbone.of(graph);
        ImageSize size = ImageSize.square(SIDE);
        TrainingSetup setup = new TrainingSetup(
                backbone,
                new ClassActivationMapping(),
                (now, length) -> 1,
                RATE,
                1,
                Optional.empty(),
                size,
                BatchNormMode.TRAINING,
                new RunLength(1, batch, Long.MAX_VALUE),
                3);
        int[] labels = new int[batch];
        Arrays.setAll(labels, i -> i % CLASSES);
        int[] indices = new int[batch];
        Arrays.setAll(indices, i -> i);
        Batch data = new Batch(images(batch), labels, indices);
        try (ParameterStore store = new ParameterStore(DataType.FLOAT, 3);
                Sgd optimizer = new Sgd(new Sgd.Options(MOMENTUM, true, 0))) {
            Networks.initialize(backbone, size, store);
            Set<String> terms = Set.of(setup.method().terms().get(0).name());
            try (TrainingStep training =
                    new TrainingStep(setup, store, NoiseSource.seeded(3), terms, Set.of(), PlannedExecutor::new)) {
                return median(seconds, step -> {
                    GraphResult result = training.evaluate(data, step);
                    training.apply(result, training.measure(result, data), data, step, optimizer);
                });
            }
        }
    }

    /** Runs a step. */
    @FunctionalInterface
    private interface Step {
        void run(long number);
    }

    private static double median(double seconds, Step step) {
        long number = 0;
        while (number < WARM_UP) {
            step.run(number++);
        }
        List<Double> times = new java.util.ArrayList<>();
        double sum = 0;
        while (sum < seconds || times.size() < LEAST_STEPS) {
            long begin = System.nanoTime();
            step.run(number++);
            double taken = (System.nanoTime() - begin) / 1e9;
            times.add(taken);
            sum += taken;
        }
        times.sort(null);
        return times.get(times.size() / 2);
    }

    private static double peakMegabytes() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.isReadable(status)) {
            return Double.NaN;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
                .findFirst()
                .orElse(Double.NaN);
    }
}
