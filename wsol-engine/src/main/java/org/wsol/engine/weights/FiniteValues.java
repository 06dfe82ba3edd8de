package org.wsol.engine.weights;

import org.wsol.core.InvalidInputException;

/** Rejects weights with NaN or infinite values. */
final class FiniteValues {
    private FiniteValues() {}

    /**
     * Requires that no value is NaN or infinite.
     *
     * @param file for the message: {@code "weight file resnet50.pth"}
     */
    static void require(String file, String tensor, float[] values) {
        int wrong = 0;
        int first = -1;
        for (int i = values.length - 1; i >= 0; i--) {
            if (!Float.isFinite(values[i])) {
                wrong++;
                first = i;
            }
        }
        if (wrong > 0) {
            throw new InvalidInputException(file + ": tensor '" + tensor + "' has " + wrong + " of " + values.length
                    + " values that are NaN or infinite, the first (" + values[first] + ") at position " + first
                    + "; the training that wrote it had failed, or the file is damaged. Use another file.");
        }
    }
}
