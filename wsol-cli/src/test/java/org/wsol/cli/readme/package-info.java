/** The Java of this module's README runs. */
package org.wsol.cli.readme;
