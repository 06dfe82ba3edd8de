/** The Java of this module's README runs. */
package org.wsol.engine.readme;
