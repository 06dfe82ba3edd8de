package org.wsol.eval.box;

import org.wsol.core.Box;

/**
 * A found object.
 *
 * @param box in pixels of the original image, corners inclusive
 * @param score the highest score inside the component
 * @param meanScore the mean score of the component's pixels
 * @param share the component's pixels as a share of the map's pixels
 */
public record ScoredBox(Box box, double score, double meanScore, double share) {}
