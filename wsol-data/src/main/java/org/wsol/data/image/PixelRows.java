package org.wsol.data.image;

import org.wsol.core.ImageSize;

/** 8-bit colour pixels that are read row by row, independent of their storage. Not thread-safe. */
public interface PixelRows {
    /** Height and width. */
    ImageSize size();

    /** The order of the three bytes of a pixel. */
    ChannelOrder order();

    /**
     * Copies part of a row: three bytes per pixel.
     *
     * @param y the row
     * @param x the first column
     * @param width number of columns
     * @param into receives {@code 3 * width} bytes from its start
     */
    void copyRow(int y, int x, int width, byte[] into);

    /** The order of the bytes of a pixel. */
    enum ChannelOrder {
        /** Red, green, blue. */
        RGB,
        /** Blue, green, red, as in OpenCV. */
        BGR;

        /** The channel (0 red, 1 green, 2 blue) of a byte of a pixel. */
        public int channelOf(int position) {
            return this == RGB ? position : 2 - position;
        }
    }
}
