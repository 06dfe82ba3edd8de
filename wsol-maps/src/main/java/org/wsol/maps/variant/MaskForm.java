package org.wsol.maps.variant;

/** How a channel is converted to a mask on the image. */
public enum MaskForm {
    /** Enlarged with aligned corners, then scaled to [0, 1]. */
    PYTORCH_GRAD_CAM,
    /** Scaled to [0, 1] at its own size, then enlarged with half-pixel centres. */
    TORCH_CAM
}
