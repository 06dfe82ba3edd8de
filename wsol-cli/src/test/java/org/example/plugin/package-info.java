/** The plug-ins of docs/extending.md, as a reader would write them in a jar of his own. */
package org.example.plugin;
