/** Outputs for metrics: JSON lines, CSV, TensorBoard, MLflow. */
@NullMarked
package org.wsol.experiment.internal.tracking;

import org.jspecify.annotations.NullMarked;
