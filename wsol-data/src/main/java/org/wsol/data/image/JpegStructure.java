package org.wsol.data.image;

import org.wsol.core.ImageSize;

/** The marker segments of a JPEG file, as far as size and completeness need them. */
final class JpegStructure {
    private static final int START_OF_SCAN = 0xDA;
    private static final int END_OF_IMAGE = 0xD9;
    private static final int EXIF_SEGMENT = 0xE1;
    /** Progressive files usually have about ten scans; one scan per colour and bit needs some more. */
    private static final int USUAL_SCANS = 40;

    private static final long MOST_VISITS = 400_000_000L;

    private JpegStructure() {}

    /** The size from the first frame header. */
    static ImageHeader header(Bytes bytes) throws ImageFormatException {
        int frame = find(bytes, true);
        return ImageHeader.of(ImageFormat.JPEG, bytes.bigEndian16(frame + 3), bytes.bigEndian16(frame + 5))
                .turned(orientation(bytes, frame));
    }

    /** The orientation in the first EXIF segment before the frame header. */
    private static int orientation(Bytes bytes, int frame) throws ImageFormatException {
        int offset = 2;
        while (offset + 4 < frame) {
            int marker = markerAt(bytes, offset);
            if (marker == 0xFF) {
                offset++;
                continue;
            }
            if (marker == EXIF_SEGMENT && bytes.startsWith(offset + 4, 'E', 'x', 'i', 'f', 0, 0)) {
                return ExifOrientation.of(bytes, offset + 10);
            }
            offset += 2 + (hasLength(marker) ? Math.max(2, bytes.bigEndian16(offset + 2)) : 0);
        }
        return ExifOrientation.UPRIGHT;
    }

    /**
     * Searches for the end marker from the end of the file; in pixel data FF is followed by 00 or a restart marker.
     * Rejects files with so many scans that decoding would take minutes, as each scan visits every pixel.
     */
    static void requireComplete(Bytes bytes, ImageSize size) throws ImageFormatException {
        int scan = find(bytes, false);
        requireFewScans(bytes, scan, size);
        for (int i = bytes.length() - 2; i >= scan; i--) {
            if (bytes.at(i) == 0xFF && bytes.at(i + 1) == END_OF_IMAGE) {
                return;
            }
        }
        throw new ImageFormatException("the JPEG is truncated: its end marker is missing");
    }

    private static void requireFewScans(Bytes bytes, int first, ImageSize size) throws ImageFormatException {
        int scans = 1;
        for (int i = first; i < bytes.length() - 1; i++) {
            if (bytes.at(i) == 0xFF && bytes.at(i + 1) == START_OF_SCAN) {
                scans++;
            }
        }
        if (scans > USUAL_SCANS && scans * size.area() > MOST_VISITS) {
            throw new ImageFormatException("the JPEG has " + scans + " scans, which no camera or program writes");
        }
    }

    /** The start of the body of the first frame header (or else of the first scan). */
    private static int find(Bytes bytes, boolean frame) throws ImageFormatException {
        int offset = 2;
        while (true) {
            int marker = markerAt(bytes, offset);
            if (marker == 0xFF) {
                offset++;
                continue;
            }
            offset += 2;
            if (frame ? isFrame(marker) : marker == START_OF_SCAN) {
                return offset;
            }
            if (marker == START_OF_SCAN) {
                throw new ImageFormatException("the JPEG has pixel data but no frame header");
            }
            if (hasLength(marker)) {
                offset += Math.max(2, bytes.bigEndian16(offset));
            }
        }
    }

    private static int markerAt(Bytes bytes, int offset) throws ImageFormatException {
        if (bytes.at(offset) != 0xFF) {
            throw new ImageFormatException("the JPEG is damaged: no marker at byte " + offset);
        }
        int marker = bytes.at(offset + 1);
        if (marker == END_OF_IMAGE) {
            throw new ImageFormatException("the JPEG ends before its pixel data");
        }
        return marker;
    }

    private static boolean hasLength(int marker) {
        return marker != 0x01 && (marker < 0xD0 || marker > 0xD8);
    }

    private static boolean isFrame(int marker) {
        return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    }
}
