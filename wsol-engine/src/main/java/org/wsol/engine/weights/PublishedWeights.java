package org.wsol.engine.weights;

import org.wsol.core.download.RemoteFile;

/**
 * Weights that can be downloaded.
 *
 * @param name their name in this project: {@code resnet50}, {@code resnet50-v2}
 * @param network the backbone
 * @param kind their name in {@code model.pretrained}: {@code imagenet}, {@code imagenet-v2}
 * @param file the published file
 * @param megabytes approximate size
 * @param licence the licence of the publishing project
 * @param source who published them
 */
public record PublishedWeights(
        String name, String network, String kind, RemoteFile file, int megabytes, String licence, String source) {}
