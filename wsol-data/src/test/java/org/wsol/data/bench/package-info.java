/** Measurements of data loading, run by hand. */
package org.wsol.data.bench;
