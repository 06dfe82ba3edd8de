/** Faithfulness of a map to the classifier: how the class score changes when the image is modified according to the map. */
@NullMarked
package org.wsol.maps.faithfulness;

import org.jspecify.annotations.NullMarked;
