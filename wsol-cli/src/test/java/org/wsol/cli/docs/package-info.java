/** Holds the documentation against the program: every example runs, every generated page is current. */
package org.wsol.cli.docs;
