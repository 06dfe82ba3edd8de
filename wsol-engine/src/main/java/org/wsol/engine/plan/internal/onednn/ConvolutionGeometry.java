package org.wsol.engine.plan.internal.onednn;

import static org.bytedeco.dnnl.global.dnnl.*;

import org.bytedeco.dnnl.dnnl_convolution_desc_t;
import org.bytedeco.dnnl.dnnl_memory_desc_t;
import org.jspecify.annotations.Nullable;
import org.wsol.engine.plan.internal.TensorSpec;

/**
 * A convolution's extents, from which oneDNN's requests are created.
 *
 * @param kernels how kernels are ordered
 * @param x the input, (B, C, H, W)
 * @param weight the kernels in ND4J's order
 * @param y the result, (B, C', H', W')
 * @param window how the kernel moves
 * @param biased whether there is a bias
 * @param type of feature maps and kernels; biases and their gradients, and the kernels' gradients, are single precision
 */
record ConvolutionGeometry(
        Kernels kernels,
        TensorSpec x,
        TensorSpec weight,
        TensorSpec y,
        Window window,
        boolean biased,
        ElementType type) {
    private static final long WINOGRAD_KERNEL = 3;

    /**
     * Whether Winograd's algorithm may be used. It is 2.4 times as fast as the direct one, with rounding errors of some
     * 1e-6 of the largest value: acceptable for inference, too large for gradients.
     */
    boolean isWinogradKernel() {
        return kernels.form() == Kernels.Form.DENSE
                && window.kernel()[0] == WINOGRAD_KERNEL
                && window.kernel()[1] == WINOGRAD_KERNEL
                && window.strides()[0] == 1
                && window.strides()[1] == 1
                && window.dilation()[0] == 0
                && window.dilation()[1] == 0;
    }

    /** The request for a forward primitive. */
    dnnl_convolution_desc_t forward(int purpose, int algorithm) {
        dnnl_convolution_desc_t request = new dnnl_convolution_desc_t();
        @Nullable dnnl_memory_desc_t bias = biased ? Descriptors.any(y.extent(1)) : null;
        OneDnn.check(
                "convolution",
                dnnl_dilated_convolution_forward_desc_init(
                        request,
                        purpose,
                        algorithm,
                        Descriptors.any(type, x.shape()),
                        Descriptors.any(type, kernels.extents(weight)),
                        bias,
                        Descriptors.any(type, y.shape()),
                        window.strides(),
                        window.dilation(),
                        window.before(),
                        window.after()));
        return request;
    }

    /** The request for the gradient by the input. */
    dnnl_convolution_desc_t byInput() {
        dnnl_convolution_desc_t request = new dnnl_convolution_desc_t();
        OneDnn.check(
                "convolution gradient by input",
                dnnl_dilated_convolution_backward_data_desc_init(
                        request,
                        dnnl_convolution_direct,
                        Descriptors.any(type, x.shape()),
                        Descriptors.any(type, kernels.extents(weight)),
                        Descriptors.any(type, y.shape()),
                        window.strides(),
                        window.dilation(),
                        window.before(),
                        window.after()));
        return request;
    }

    /** The request for the gradient by the weight and, where wanted, the bias. */
    dnnl_convolution_desc_t byWeight(boolean byBias) {
        dnnl_convolution_desc_t request = new dnnl_convolution_desc_t();
        @Nullable dnnl_memory_desc_t bias = byBias ? Descriptors.dense(y.extent(1)) : null;
        OneDnn.check(
                "convolution gradient by weight",
                dnnl_dilated_convolution_backward_weights_desc_init(
                        request,
                        dnnl_convolution_direct,
                        Descriptors.any(type, x.shape()),
                        Descriptors.any(kernels.extents(weight)),
                        bias,
                        Descriptors.any(type, y.shape()),
                        window.strides(),
                        window.dilation(),
                        window.before(),
                        window.after()));
        return request;
    }
}
