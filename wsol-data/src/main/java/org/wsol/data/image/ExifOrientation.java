package org.wsol.data.image;

/**
 * The EXIF orientation of an image, 1 (stored upright) to 8, from the metadata of JPEG, PNG and WebP files. For values
 * from 5 on, width and height are swapped.
 */
final class ExifOrientation {
    /** The orientation of an image whose rows are stored from top to bottom. */
    static final int UPRIGHT = 1;

    private static final int FIRST_ON_A_SIDE = 5;
    private static final int LAST = 8;
    private static final int TAG = 0x0112;
    private static final int ENTRY_BYTES = 12;

    private ExifOrientation() {}

    static boolean isOnASide(int orientation) {
        return orientation >= FIRST_ON_A_SIDE;
    }

    /** The orientation in a block of EXIF data; upright if the value is invalid. */
    static int of(Bytes bytes, int block) {
        try {
            int stated = read(bytes, block);
            return stated > UPRIGHT && stated <= LAST ? stated : UPRIGHT;
        } catch (ImageFormatException e) {
            // An image with damaged metadata is still readable: decoders show it as stored.
            return UPRIGHT;
        }
    }

    private static int read(Bytes bytes, int block) throws ImageFormatException {
        boolean little = bytes.startsWith(block, 'I', 'I');
        long directory = block + number32(bytes, block + 4, little);
        int first = (int) Math.min(Integer.MAX_VALUE - 2, directory);
        int entries = number16(bytes, first, little);
        for (int i = 0; i < entries; i++) {
            int entry = first + 2 + i * ENTRY_BYTES;
            if (number16(bytes, entry, little) == TAG) {
                return number16(bytes, entry + 8, little);
            }
        }
        return UPRIGHT;
    }

    private static int number16(Bytes bytes, int offset, boolean little) throws ImageFormatException {
        return little ? bytes.littleEndian16(offset) : bytes.bigEndian16(offset);
    }

    private static long number32(Bytes bytes, int offset, boolean little) throws ImageFormatException {
        return little ? bytes.littleEndian32(offset) : bytes.bigEndian32(offset);
    }
}
