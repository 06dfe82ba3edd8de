package org.wsol.data.annotation;

import org.wsol.core.Box;

/**
 * One object of an annotation file.
 *
 * @param box where it is, in pixels of the size the file states
 * @param className its class in the file; empty where the file names none
 * @param guessed whether a program predicted the class: the file gives a score with it
 */
public record AnnotatedObject(Box box, String className, boolean guessed) {}
