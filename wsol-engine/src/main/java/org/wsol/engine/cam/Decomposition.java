package org.wsol.engine.cam;

import org.wsol.core.ScoreMap;

/**
 * A class activation map and its factors: at every position {@code cam = norm * similarity * weightNorm} (paper, section 3).
 *
 * @param cam {@code sum over c of w[c] * f[c]}; any sign
 * @param norm F, the length of the feature vector, at least 0
 * @param similarity S, the cosine between feature and class weight, in [-1, 1]; 0 where either is zero
 * @param weightNorm |w|, the length of the class weight
 */
public record Decomposition(ScoreMap cam, ScoreMap norm, ScoreMap similarity, double weightNorm) {}
