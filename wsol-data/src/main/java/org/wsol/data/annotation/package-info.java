/** Annotation files: reference metadata lists, Pascal VOC XML, COCO JSON, CSV. */
@NullMarked
package org.wsol.data.annotation;

import org.jspecify.annotations.NullMarked;
