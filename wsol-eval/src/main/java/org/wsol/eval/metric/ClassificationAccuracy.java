package org.wsol.eval.metric;

/**
 * How often the classifier is right.
 *
 * @param top1 share of images whose most likely class is the true one, in percent
 * @param top5 share of images whose true class is among the five most likely, in percent
 */
public record ClassificationAccuracy(double top1, double top5) {}
