/** Measurements of data loading, run manually. */
package org.wsol.data.bench;
