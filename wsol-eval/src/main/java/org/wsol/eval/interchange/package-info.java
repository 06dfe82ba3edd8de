/**
 * Score maps, ground truth and predictions from files of any tool: .npy and PNG maps, the reference metadata layout.
 */
@NullMarked
package org.wsol.eval.interchange;

import org.jspecify.annotations.NullMarked;
