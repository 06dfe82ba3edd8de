package org.wsol.experiment.runfolder;

import org.wsol.core.progress.Progress;

/**
 * What a run gets from its surroundings.
 *
 * @param progress shows how far it is
 * @param stop tells when to write a checkpoint and end
 * @param monitor decides after an evaluation whether the run is worth continuing
 * @param threads how many threads it may use
 */
public record RunContext(Progress progress, StopSignal stop, RunMonitor monitor, int threads) {}
