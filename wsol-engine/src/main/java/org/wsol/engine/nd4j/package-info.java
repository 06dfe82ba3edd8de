/**
 * Everything that works around a defect of ND4J 1.0.0-M2.1, each with a test that proves the defect: when such a test
 * fails because ND4J was fixed, its class here can be dropped.
 */
@NullMarked
package org.wsol.engine.nd4j;

import org.jspecify.annotations.NullMarked;
