package org.wsol.maps;

import java.util.List;
import org.wsol.core.ScoreMap;

/** Evidence from given arrays: one stage, without a network. */
public record ArrayEvidence(FeatureMaps activations, FeatureMaps gradients) implements Evidence {
    private static final String STAGE = "stage";

    @Override
    public FeatureMaps image() {
        throw new UnsupportedOperationException("there is no image");
    }

    @Override
    public int label() {
        return 0;
    }

    @Override
    public float[] logits() {
        return new float[] {1};
    }

    @Override
    public List<String> stages() {
        return List.of(STAGE);
    }

    @Override
    public String lastStage() {
        return STAGE;
    }

    @Override
    public FeatureMaps activations(String stage) {
        return activations;
    }

    @Override
    public FeatureMaps gradients(String stage, ClassScore score) {
        return gradients;
    }

    @Override
    public ScoreMap ownMap() {
        throw new UnsupportedOperationException("there is no network");
    }

    @Override
    public float[][] scoresOfImages(int count, Changed changed) {
        throw new UnsupportedOperationException("there is no network");
    }

    @Override
    public float[][] scoresOfActivations(String stage, int count, Changed changed) {
        throw new UnsupportedOperationException("there is no network");
    }

    @Override
    public List<Evidence> ofImages(List<FeatureMaps> images) {
        throw new UnsupportedOperationException("there is no network");
    }

    @Override
    public FeatureMaps imageGradient() {
        throw new UnsupportedOperationException("there is no network");
    }

    @Override
    public FeatureMaps guidedImageGradient() {
        throw new UnsupportedOperationException("there is no network");
    }

    @Override
    public List<float[][][]> attention() {
        throw new UnsupportedOperationException("there is no network");
    }

    @Override
    public List<float[][][]> attentionGradients() {
        throw new UnsupportedOperationException("there is no network");
    }

    @Override
    public List<BiasGradient> biasGradients() {
        throw new UnsupportedOperationException("there is no network");
    }
}
