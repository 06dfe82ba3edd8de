package org.wsol.data.image;

/** The order of the bytes of a pixel. */
public enum ChannelOrder {
    /** Red, green, blue. */
    RGB,
    /** Blue, green, red, as in OpenCV. */
    BGR;

    /** The channel (0 red, 1 green, 2 blue) of a byte of a pixel. */
    public int channelOf(int position) {
        return this == RGB ? position : 2 - position;
    }
}
