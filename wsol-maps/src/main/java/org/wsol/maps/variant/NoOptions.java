package org.wsol.maps.variant;

/** The options of a method that has none. */
public record NoOptions() {}
