package org.wsol.report.filmstrip;

import java.util.Optional;
import org.wsol.core.Box;
import org.wsol.core.ScoreMap;

/**
 * The maps of one image at one moment of a training, all for the same class.
 *
 * @param epochs passes over the training images done until then
 * @param norm norm map F, at least 0, where the method's map has one
 * @param similarity similarity map S, in [-1, 1], where the method's map has one
 * @param cam class activation map, enlarged and scaled to [0, 1]
 * @param box the box cut from the class activation map, in pixels of the image; empty when no place reaches the threshold
 */
record Frame(double epochs, Optional<ScoreMap> norm, Optional<ScoreMap> similarity, ScoreMap cam, Optional<Box> box) {}
