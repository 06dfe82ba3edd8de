package org.wsol.data.transform;

/** Takes the rows of a resized image, top to bottom. */
@FunctionalInterface
interface ResizedRows {

    /**
     * Takes one row.
     *
     * @param y its position in the result, from 0
     * @param planes all red values of the row, then green, then blue, each 0..255; used again for the next row
     */
    void accept(int y, int[] planes);
}
