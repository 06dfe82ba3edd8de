/** Holds whole training steps against the reference implementation's numbers. */
package org.wsol.cli.parity;
