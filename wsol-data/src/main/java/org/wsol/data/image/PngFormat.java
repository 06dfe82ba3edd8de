package org.wsol.data.image;

import org.wsol.core.ImageSize;

/**
 * The header chunk of a PNG file.
 *
 * @param size height and width
 * @param bits bits per sample: 1, 2, 4, 8 or 16
 * @param colours 0 grey, 2 colour, 3 palette, 4 grey with alpha, 6 colour with alpha
 * @param interlace 0 none, 1 Adam7
 */
record PngFormat(ImageSize size, int bits, int colours, int interlace) {
    static final int GREY = 0;
    static final int COLOUR = 2;
    static final int PALETTE = 3;
    static final int GREY_ALPHA = 4;
    static final int COLOUR_ALPHA = 6;

    static PngFormat read(Bytes bytes) throws ImageFormatException {
        ImageSize size = PngStructure.header(bytes).size();
        PngFormat format = new PngFormat(size, bytes.at(24), bytes.at(25), bytes.at(28));
        if (!format.isKnown() || bytes.at(26) != 0 || bytes.at(27) != 0 || bytes.at(28) > 1) {
            throw new ImageFormatException("the PNG's header is damaged: " + format.bits + " bits, colour type "
                    + format.colours + ", compression " + bytes.at(26) + ", filter " + bytes.at(27) + ", interlace "
                    + format.interlace);
        }
        return format;
    }

    private boolean isKnown() {
        return switch (colours) {
            case GREY -> bits == 1 || bits == 2 || bits == 4 || bits == 8 || bits == 16;
            case PALETTE -> bits == 1 || bits == 2 || bits == 4 || bits == 8;
            case COLOUR, GREY_ALPHA, COLOUR_ALPHA -> bits == 8 || bits == 16;
            default -> false;
        };
    }

    /** Samples per pixel. */
    int samples() {
        return switch (colours) {
            case COLOUR -> 3;
            case GREY_ALPHA -> 2;
            case COLOUR_ALPHA -> 4;
            default -> 1;
        };
    }

    /** Bytes of a row with the given number of pixels, without the filter byte. */
    int rowBytes(int width) throws ImageFormatException {
        long length = ((long) width * samples() * bits + 7) / 8;
        if (length > Integer.MAX_VALUE - 8) {
            throw new ImageFormatException("its rows are too long");
        }
        return (int) length;
    }

    /** The distance to the left neighbour used by filters: one pixel, at least one byte. */
    int filterDistance() {
        return Math.max(1, samples() * bits / 8);
    }
}
