/** Compares whole training steps with the reference implementation. */
package org.wsol.cli.parity;
