package org.wsol.data.annotation;

import org.wsol.core.Box;

/**
 * One object of an annotation file.
 *
 * @param box where it is, in pixels of the size the file states
 * @param className what the file calls it; empty where it does not say
 */
public record AnnotatedObject(Box box, String className) {}
