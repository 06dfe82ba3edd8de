/**
 * The files of a run folder: metrics, epochs, images, maps and the index of a session, each as a record
 * with code for reading and writing its file.
 */
@NullMarked
package org.wsol.experiment.results;

import org.jspecify.annotations.NullMarked;
