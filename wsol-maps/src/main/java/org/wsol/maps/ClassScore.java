package org.wsol.maps;

/**
 * A function of the class scores whose gradients are used: the score of the requested class or, for example, its margin
 * over similar classes. Implementations are records or enums: equal ones share one backward pass.
 */
@FunctionalInterface
public interface ClassScore {

    /**
     * The derivative with respect to every class score, {@code v[k]}: the network computes the gradient of {@code sum
     * over k of v[k] * logit[k]}.
     *
     * @param logits K class scores of the image
     * @param label the requested class
     */
    float[] derivative(float[] logits, int label);

    /** The score of the requested class itself, before softmax. */
    static ClassScore logit() {
        return Logit.OF_CLASS;
    }

    /** The plain class score. */
    enum Logit implements ClassScore {
        /** The score of the requested class. */
        OF_CLASS;

        @Override
        public float[] derivative(float[] logits, int label) {
            float[] derivative = new float[logits.length];
            derivative[label] = 1;
            return derivative;
        }
    }
}
