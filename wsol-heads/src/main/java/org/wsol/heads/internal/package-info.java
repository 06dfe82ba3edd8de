/**
 * What is left of methods with heads of their own when training is over: how scores and maps come out of their networks. The
 * methods train with the same classes. Found by {@link org.wsol.engine.cam.LocalizationProvider}.
 */
@NullMarked
package org.wsol.heads.internal;

import org.jspecify.annotations.NullMarked;
