package org.wsol.data.batch;

/** What happens when an image cannot be read. */
public enum OnError {
    /** Stop, naming the image. */
    FAIL,
    /** Leave the image out of its batch, count it and list it at the end. */
    SKIP
}
