/**
 * Inference heads of methods that replace the backbone's head: they compute class scores and maps. Training uses the
 * same classes. Found by {@link org.wsol.engine.cam.LocalizationProvider}.
 */
@NullMarked
package org.wsol.heads.internal;

import org.jspecify.annotations.NullMarked;
