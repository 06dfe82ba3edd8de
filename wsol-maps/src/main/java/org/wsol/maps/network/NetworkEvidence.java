package org.wsol.maps.network;

import java.util.List;
import org.wsol.core.ScoreMap;
import org.wsol.maps.ClassScore;
import org.wsol.maps.Evidence;
import org.wsol.maps.FeatureMaps;

/**
 * One image of a batch.
 *
 * @param batch the source of values
 * @param index the index of the image
 * @param stages the target stages
 */
record NetworkEvidence(EvidenceBatch batch, int index, List<String> stages) implements Evidence {

    @Override
    public FeatureMaps image() {
        return batch.image(index);
    }

    @Override
    public int label() {
        return batch.label(index);
    }

    @Override
    public float[] logits() {
        return batch.logits(index).clone();
    }

    @Override
    public String lastStage() {
        return batch.network().lastStage();
    }

    @Override
    public FeatureMaps activations(String stage) {
        return batch.activations(stage, index);
    }

    @Override
    public FeatureMaps gradients(String stage, ClassScore score) {
        return batch.gradients(stage, score, index);
    }

    @Override
    public ScoreMap ownMap() {
        return batch.ownMap(index);
    }

    @Override
    public float[][] scoresOfImages(int count, Changed changed) {
        return batch.scoresOfImages(count, changed);
    }

    @Override
    public float[][] scoresOfActivations(String stage, int count, Changed changed) {
        return batch.scoresOfActivations(stage, count, changed, index);
    }

    @Override
    public List<Evidence> ofImages(List<FeatureMaps> images) {
        return batch.ofImages(images, label(), stages);
    }

    @Override
    public FeatureMaps imageGradient() {
        return batch.imageGradient(false, index);
    }

    @Override
    public FeatureMaps guidedImageGradient() {
        return batch.imageGradient(true, index);
    }

    @Override
    public List<BiasGradient> biasGradients() {
        return batch.biasGradients(index);
    }

    @Override
    public List<float[][][]> attention() {
        return batch.attention().of(index).values();
    }

    @Override
    public List<float[][][]> attentionGradients() {
        return batch.attention().of(index).gradients();
    }
}
