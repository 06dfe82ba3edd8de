package org.wsol.pipeline.evaluation;

import org.wsol.engine.cam.ImageMaps;

/**
 * The network's answer for one image of a split.
 *
 * @param index position in the split
 * @param maps class scores, and the maps of the labelled class
 */
public record ImagePrediction(int index, ImageMaps maps) {}
