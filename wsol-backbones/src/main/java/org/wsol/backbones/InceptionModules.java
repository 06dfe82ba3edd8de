package org.wsol.backbones;

import org.nd4j.autodiff.samediff.SDVariable;
import org.wsol.engine.graph.Convolution;
import org.wsol.engine.graph.Initializer;
import org.wsol.engine.graph.Layers;
import org.wsol.engine.graph.Padding;

/**
 * The modules of InceptionV3 (Szegedy et al. 2016), named as in torchvision.
 *
 * @param padding whether padded zeros are included in average pooling (PyTorch) or not (TensorFlow)
 */
record InceptionModules(PaddingStyle padding) {
    private static final double EPSILON = 1e-3;

    /** A convolution, batch-norm and ReLU. */
    static SDVariable unit(Layers layers, String name, SDVariable x, Convolution geometry) {
        return layers.relu(layers.convolutionBatchNorm(
                name + ".conv", name + ".bn", x, geometry, EPSILON, new Initializer.Xavier()));
    }

    private static SDVariable unit(Layers layers, String name, SDVariable x, int in, int out, int kernel) {
        return unit(layers, name, x, Convolution.square(in, out, kernel));
    }

    private static SDVariable row(Layers layers, String name, SDVariable x, int in, int out) {
        return unit(layers, name, x, new Convolution(in, out, 1, 7, 1, new Padding.Explicit(0, 3), false, false));
    }

    private static SDVariable column(Layers layers, String name, SDVariable x, int in, int out) {
        return unit(layers, name, x, new Convolution(in, out, 7, 1, 1, new Padding.Explicit(3, 0), false, false));
    }

    /** Mixed_5b to Mixed_5d: 1x1, 5x5, double 3x3 and pooled branches; 224 + pooled channels out. */
    SDVariable moduleA(Layers layers, String name, SDVariable x, int in, int pooled) {
        SDVariable five = unit(layers, name + ".branch5x5_1", x, in, 48, 1);
        return layers.concat(
                unit(layers, name + ".branch1x1", x, in, 64, 1),
                unit(layers, name + ".branch5x5_2", five, 48, 64, 5),
                doubleThree(layers, name, x, in),
                pooledBranch(layers, name, x, in, pooled));
    }

    /** Mixed_6a with stride 1, as in the reference evaluation: 480 + in channels out. */
    static SDVariable moduleB(Layers layers, String name, SDVariable x, int in) {
        return layers.concat(
                unit(layers, name + ".branch3x3", x, in, 384, 3),
                doubleThree(layers, name, x, in),
                layers.maxPool(x, 3, 1, Padding.of(1), false));
    }

    /** Mixed_6b to Mixed_6e: 1x1, factorised 7x7, double 7x7 and pooled branches; 768 channels in and out. */
    SDVariable moduleC(Layers layers, String name, SDVariable x, int width) {
        int in = 768;
        SDVariable seven = unit(layers, name + ".branch7x7_1", x, in, width, 1);
        seven = row(layers, name + ".branch7x7_2", seven, width, width);
        seven = column(layers, name + ".branch7x7_3", seven, width, 192);
        SDVariable twice = unit(layers, name + ".branch7x7dbl_1", x, in, width, 1);
        twice = column(layers, name + ".branch7x7dbl_2", twice, width, width);
        twice = row(layers, name + ".branch7x7dbl_3", twice, width, width);
        twice = column(layers, name + ".branch7x7dbl_4", twice, width, width);
        twice = row(layers, name + ".branch7x7dbl_5", twice, width, 192);
        return layers.concat(
                unit(layers, name + ".branch1x1", x, in, 192, 1), seven, twice, pooledBranch(layers, name, x, in, 192));
    }

    private static SDVariable doubleThree(Layers layers, String name, SDVariable x, int in) {
        SDVariable y = unit(layers, name + ".branch3x3dbl_1", x, in, 64, 1);
        y = unit(layers, name + ".branch3x3dbl_2", y, 64, 96, 3);
        return unit(layers, name + ".branch3x3dbl_3", y, 96, 96, 3);
    }

    private SDVariable pooledBranch(Layers layers, String name, SDVariable x, int in, int out) {
        SDVariable mean = layers.averagePool(x, 3, 1, padding.ofPool(1));
        return unit(layers, name + ".branch_pool", mean, in, out, 1);
    }
}
