/**
 * What is left of methods with heads of their own when training is over: how scores and maps come out of their networks. The
 * methods themselves train with the same classes. Found by {@link org.wsol.engine.cam.LocalizationProvider}.
 */
@NullMarked
package org.wsol.heads;

import org.jspecify.annotations.NullMarked;
