/** What the pipeline is made of; no part of the public API. */
@NullMarked
package org.wsol.pipeline.internal;

import org.jspecify.annotations.NullMarked;
