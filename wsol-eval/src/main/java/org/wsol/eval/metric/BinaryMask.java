package org.wsol.eval.metric;

import org.wsol.core.ImageSize;

/** The classification of pixels as object, background or ignored. Immutable. */
public final class BinaryMask {
    private static final byte BACKGROUND = 0;
    private static final byte OBJECT = 1;
    private static final byte IGNORED = 2;
    private final ImageSize size;
    private final byte[] kinds;

    private BinaryMask(ImageSize size, byte[] kinds) {
        this.size = size;
        this.kinds = kinds;
    }

    /**
     * A mask from row-major flags.
     *
     * @param object pixels of any object instance
     * @param ignore pixels to ignore; object takes precedence
     */
    public static BinaryMask of(ImageSize size, boolean[] object, boolean[] ignore) {
        if (object.length != size.area() || ignore.length != size.area()) {
            throw new IllegalArgumentException("a mask of " + size + " needs " + size.area() + " flags, got "
                    + object.length + " and " + ignore.length);
        }
        byte[] kinds = new byte[object.length];
        for (int i = 0; i < kinds.length; i++) {
            kinds[i] = object[i] ? OBJECT : ignore[i] ? IGNORED : BACKGROUND;
        }
        return new BinaryMask(size, kinds);
    }

    /** Rows and columns. */
    public ImageSize size() {
        return size;
    }

    /** Whether the pixel at a row-major position is object. */
    public boolean isObject(int position) {
        return kinds[position] == OBJECT;
    }

    /** Whether the pixel at a row-major position is background and not ignored. */
    public boolean isBackground(int position) {
        return kinds[position] == BACKGROUND;
    }

    /** Number of object pixels. */
    public int objectPixels() {
        int count = 0;
        for (byte kind : kinds) {
            count += kind == OBJECT ? 1 : 0;
        }
        return count;
    }
}
