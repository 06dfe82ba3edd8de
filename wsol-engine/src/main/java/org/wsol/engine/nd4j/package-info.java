/**
 * Operations that ND4J 1.0.0-M2.1 lacks or computes wrongly. A test demonstrates each defect: when it fails because ND4J was
 * fixed, the class here can be removed.
 */
@NullMarked
package org.wsol.engine.nd4j;

import org.jspecify.annotations.NullMarked;
