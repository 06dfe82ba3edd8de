/** Tests the documentation against the program: every example runs, every generated page is up to date. */
package org.wsol.cli.docs;
