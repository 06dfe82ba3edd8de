package org.wsol.engine.cam;

/** The class whose map an inference graph computes. */
public sealed interface WantedClass {

    /** A class given for each image, for example its label. */
    record Given() implements WantedClass {}

    /** The class with the highest score of each image. */
    record Predicted() implements WantedClass {}

    /**
     * The mean over the classes with the highest scores of each image.
     *
     * @param classes number of classes; all classes if there are fewer
     */
    record MeanOfTop(int classes) implements WantedClass {

        /** Checks the number. */
        public MeanOfTop {
            if (classes < 1) {
                throw new IllegalArgumentException("a mean needs at least one class, got " + classes);
            }
        }
    }
}
