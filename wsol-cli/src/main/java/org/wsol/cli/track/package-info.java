/** Where metrics go: JSON lines, CSV, TensorBoard, MLflow. */
@NullMarked
package org.wsol.cli.track;

import org.jspecify.annotations.NullMarked;
