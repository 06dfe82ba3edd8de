/** Selects the test images of a report and embeds photos and maps in the page. */
@NullMarked
package org.wsol.report.gallery;

import org.jspecify.annotations.NullMarked;
