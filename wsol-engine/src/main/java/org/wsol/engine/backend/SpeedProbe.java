package org.wsol.engine.backend;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.layers.convolution.Conv2D;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.PaddingMode;
import org.nd4j.linalg.factory.Nd4j;

/** Measures how fast the native library computes: the best of several runs, in units of 10^9 operations per second. */
public final class SpeedProbe {
    private static final int MATRIX_SIDE = 1024;
    private static final int BATCH = 8;
    private static final int MAP_SIDE = 56;
    private static final int CHANNELS = 64;
    private static final int KERNEL = 3;
    private static final int RUNS = 12;
    private static final int WARM_UP_RUNS = 3;

    private SpeedProbe() {}

    /** The product of two float matrices of 1024 x 1024, counted as 2 x 1024^3 operations. */
    public static double gemmGigaflops() {
        INDArray left = Nd4j.rand(DataType.FLOAT, MATRIX_SIDE, MATRIX_SIDE);
        INDArray right = Nd4j.rand(DataType.FLOAT, MATRIX_SIDE, MATRIX_SIDE);
        INDArray product = Nd4j.createUninitialized(DataType.FLOAT, MATRIX_SIDE, MATRIX_SIDE);
        double operations = 2.0 * MATRIX_SIDE * MATRIX_SIDE * MATRIX_SIDE;
        double rate = operations / bestNanoseconds(() -> Nd4j.gemm(left, right, product, false, false, 1, 0));
        closeAll(left, right, product);
        return rate;
    }

    /** A 3 x 3 convolution from 64 to 64 channels on a batch of eight 56 x 56 maps, channels last. */
    public static double convolutionGigaflops() {
        INDArray input = Nd4j.rand(DataType.FLOAT, BATCH, MAP_SIDE, MAP_SIDE, CHANNELS);
        INDArray weights = Nd4j.rand(DataType.FLOAT, KERNEL, KERNEL, CHANNELS, CHANNELS);
        INDArray output = Nd4j.createUninitialized(DataType.FLOAT, BATCH, MAP_SIDE, MAP_SIDE, CHANNELS);
        Conv2D convolution = new Conv2D(input, weights, null, output, sameSizeChannelsLast());
        double operations = 2.0 * BATCH * MAP_SIDE * MAP_SIDE * CHANNELS * CHANNELS * KERNEL * KERNEL;
        double rate = operations / bestNanoseconds(() -> Nd4j.exec(convolution));
        closeAll(input, weights, output);
        return rate;
    }

    private static Conv2DConfig sameSizeChannelsLast() {
        return Conv2DConfig.builder()
                .kH(KERNEL)
                .kW(KERNEL)
                .paddingMode(PaddingMode.SAME)
                .dataFormat(Conv2DConfig.NHWC)
                .build();
    }

    private static double bestNanoseconds(Runnable work) {
        for (int run = 0; run < WARM_UP_RUNS; run++) {
            work.run();
        }
        long best = Long.MAX_VALUE;
        for (int run = 0; run < RUNS; run++) {
            long start = System.nanoTime();
            work.run();
            best = Math.min(best, System.nanoTime() - start);
        }
        return best;
    }

    private static void closeAll(INDArray... arrays) {
        for (INDArray array : arrays) {
            array.close();
        }
    }
}
