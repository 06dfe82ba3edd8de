/** Which test images a report shows, and how photos and maps are put into the page. */
@NullMarked
package org.wsol.report.gallery;

import org.jspecify.annotations.NullMarked;
