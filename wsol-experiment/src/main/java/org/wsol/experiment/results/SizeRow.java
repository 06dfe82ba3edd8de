package org.wsol.experiment.results;

import java.util.OptionalDouble;

/**
 * Localization among the objects of one size.
 *
 * @param count number of images in the bucket
 * @param maxBoxAccV2 mean box accuracy over IoU 0.3, 0.5 and 0.7, in percent
 * @param gtKnownLoc localization with the labelled class given, in percent
 */
public record SizeRow(int count, OptionalDouble maxBoxAccV2, OptionalDouble gtKnownLoc) {}
