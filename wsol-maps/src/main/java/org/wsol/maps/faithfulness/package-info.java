/** How faithful a map is to the classifier it explains: what happens to the class score when the image is changed by it. */
@NullMarked
package org.wsol.maps.faithfulness;

import org.jspecify.annotations.NullMarked;
