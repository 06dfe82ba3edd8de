package org.wsol.maps.network;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.wsol.core.ScoreMap;
import org.wsol.maps.CamVariant;
import org.wsol.maps.ClassScore;
import org.wsol.maps.Evidence;
import org.wsol.maps.FeatureMaps;

/**
 * Counts the images passed through a network, or through a part of it, for one map. Modified images and activations, of
 * which some methods score thousands, and backward passes to the image are only counted and return zeros.
 */
public final class CountedEvidence implements Evidence {
    private static final String FORWARD = "forward";

    private final Evidence evidence;
    private final AtomicInteger passes;
    private final Set<Object> made = new HashSet<>();

    private CountedEvidence(Evidence evidence, AtomicInteger passes) {
        this.evidence = evidence;
        this.passes = passes;
    }

    /**
     * Computes a map of an image and counts.
     *
     * @param evidence evidence of any image; may have been used by other methods
     * @return number of images passed through the network forward or backward for a map of one class
     * @throws org.wsol.core.InvalidInputException if the network does not support the method
     */
    public static int passes(CamVariant variant, Evidence evidence) {
        AtomicInteger passes = new AtomicInteger();
        variant.raw(new CountedEvidence(evidence, passes));
        return passes.get();
    }

    /** Counts a pass whose values are kept by the network. */
    private void once(Object key) {
        if (made.add(key)) {
            passes.incrementAndGet();
        }
    }

    @Override
    public FeatureMaps image() {
        return evidence.image();
    }

    @Override
    public int label() {
        return evidence.label();
    }

    @Override
    public float[] logits() {
        once(FORWARD);
        return evidence.logits();
    }

    @Override
    public List<String> stages() {
        return evidence.stages();
    }

    @Override
    public String lastStage() {
        return evidence.lastStage();
    }

    @Override
    public FeatureMaps activations(String stage) {
        once(evidence.stages().contains(stage) ? FORWARD : stage);
        return evidence.activations(stage);
    }

    @Override
    public FeatureMaps gradients(String stage, ClassScore score) {
        once(List.of(stage, score));
        return evidence.gradients(stage, score);
    }

    @Override
    public ScoreMap ownMap() {
        once("own map");
        return evidence.ownMap();
    }

    @Override
    public float[][] scoresOfImages(int count, Changed changed) {
        return counted(count);
    }

    @Override
    public float[][] scoresOfActivations(String stage, int count, Changed changed) {
        return counted(count);
    }

    private float[][] counted(int count) {
        passes.addAndGet(count);
        return new float[count][evidence.logits().length];
    }

    @Override
    public List<Evidence> ofImages(List<FeatureMaps> images) {
        passes.addAndGet(images.size());
        List<Evidence> counted = new ArrayList<>();
        for (Evidence one : evidence.ofImages(images)) {
            CountedEvidence ofImage = new CountedEvidence(one, passes);
            ofImage.made.add(FORWARD);
            counted.add(ofImage);
        }
        return counted;
    }

    @Override
    public FeatureMaps imageGradient() {
        once("image gradient");
        return nothing();
    }

    @Override
    public FeatureMaps guidedImageGradient() {
        once("guided");
        return nothing();
    }

    private FeatureMaps nothing() {
        FeatureMaps image = evidence.image();
        return new FeatureMaps(image.channels(), image.size(), new float[image.values().length]);
    }

    @Override
    public List<BiasGradient> biasGradients() {
        once("image gradient");
        return List.of();
    }

    @Override
    public List<float[][][]> attention() {
        once("attention");
        return evidence.attention();
    }

    @Override
    public List<float[][][]> attentionGradients() {
        once("attention");
        return evidence.attentionGradients();
    }
}
