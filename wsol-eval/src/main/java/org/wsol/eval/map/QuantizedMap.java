package org.wsol.eval.map;

import org.wsol.core.ImageSize;
import org.wsol.core.ScoreMap;

/**
 * A score map in 256 levels: {@code (int) (score * 255)}, truncated, not rounded. The product is computed in the
 * precision of the scores, as in NumPy for {@code (scoremap * 255).astype(np.uint8)}: a score stored as float32 and the
 * same score stored as float64 may differ by one level. Immutable.
 */
public final class QuantizedMap {
    private final ImageSize size;
    private final byte[] levels;
    private final int max;

    private QuantizedMap(ImageSize size, byte[] levels) {
        this.size = size;
        this.levels = levels;
        int largest = 0;
        for (byte level : levels) {
            largest = Math.max(largest, level & 0xff);
        }
        this.max = largest;
    }

    /**
     * The levels of a map with scores in [0, 1].
     *
     * @throws IllegalArgumentException if a score is NaN or outside [0, 1]
     */
    public static QuantizedMap of(ScoreMap map) {
        return of(map.height(), map.width(), map.toArray());
    }

    /**
     * The levels of row-major float32 scores in [0, 1].
     *
     * @throws IllegalArgumentException if a score is NaN or outside [0, 1], or their number is not height x width
     */
    public static QuantizedMap of(int height, int width, float[] scores) {
        ImageSize size = checkedSize(height, width, scores.length);
        byte[] levels = new byte[scores.length];
        for (int i = 0; i < scores.length; i++) {
            if (!(scores[i] >= 0 && scores[i] <= 1)) {
                throw outside(scores[i], i, width);
            }
            levels[i] = (byte) (int) (scores[i] * 255f);
        }
        return new QuantizedMap(size, levels);
    }

    /**
     * The levels of row-major float64 scores in [0, 1].
     *
     * @throws IllegalArgumentException if a score is NaN or outside [0, 1], or their number is not height x width
     */
    public static QuantizedMap of(int height, int width, double[] scores) {
        ImageSize size = checkedSize(height, width, scores.length);
        byte[] levels = new byte[scores.length];
        for (int i = 0; i < scores.length; i++) {
            if (!(scores[i] >= 0 && scores[i] <= 1)) {
                throw outside(scores[i], i, width);
            }
            levels[i] = (byte) (int) (scores[i] * 255);
        }
        return new QuantizedMap(size, levels);
    }

    /**
     * A map of the given levels: bytes are unsigned. The array is copied.
     *
     * @throws IllegalArgumentException if their number is not height x width
     */
    public static QuantizedMap ofLevels(int height, int width, byte[] levels) {
        return new QuantizedMap(checkedSize(height, width, levels.length), levels.clone());
    }

    /** This map at one threshold: level 1 strictly above the given level, 0 elsewhere. */
    public QuantizedMap above(int level) {
        byte[] foreground = new byte[levels.length];
        for (int i = 0; i < levels.length; i++) {
            foreground[i] = (byte) ((levels[i] & 0xff) > level ? 1 : 0);
        }
        return new QuantizedMap(size, foreground);
    }

    /** Rows and columns. */
    public ImageSize size() {
        return size;
    }

    /** Rows. */
    public int height() {
        return size.height();
    }

    /** Columns. */
    public int width() {
        return size.width();
    }

    /** The level at a row-major position, 0 to 255. */
    public int level(int position) {
        return levels[position] & 0xff;
    }

    /** A copy of the levels, row-major, each byte unsigned. */
    public byte[] toArray() {
        return levels.clone();
    }

    /** The largest level, 0 to 255. */
    public int max() {
        return max;
    }

    private static ImageSize checkedSize(int height, int width, int count) {
        ImageSize size = new ImageSize(height, width);
        if (size.area() != count) {
            throw new IllegalArgumentException(
                    "a map of " + height + " x " + width + " needs " + size.area() + " scores, got " + count);
        }
        return size;
    }

    private static IllegalArgumentException outside(double score, int position, int width) {
        return new IllegalArgumentException("scores must be in [0, 1], the one at row " + position / width + ", column "
                + position % width + " is " + score);
    }
}
