package org.wsol.eval.box;

import org.wsol.core.random.SplitMix64;
import org.wsol.eval.map.QuantizedMap;

/** Maps with difficult structures: rings, nested rings, noise, plateaus, single pixels, borders, ties. */
public final class GeneratedMaps {
    private static final int KINDS = 9;

    private GeneratedMaps() {}

    /** The i-th map; sizes from 1 x 1 to {@code maxSide} x {@code maxSide}. */
    public static QuantizedMap small(int index, int maxSide) {
        SplitMix64 random = SplitMix64.named(7, "map/" + index);
        int height = 1 + random.nextInt(maxSide);
        int width = 1 + random.nextInt(maxSide);
        return kind(index % KINDS, height, width, random);
    }

    /** A map of one kind, 0 to 8, and a given size. */
    public static QuantizedMap kind(int kind, int height, int width, SplitMix64 random) {
        byte[] levels = new byte[height * width];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                levels[y * width + x] = (byte) level(kind, x, y, height, width, random);
            }
        }
        if (kind == 4 || kind == 8) {
            drawDiamonds(levels, height, width, random);
        }
        return QuantizedMap.ofLevels(height, width, levels);
    }

    private static int level(int kind, int x, int y, int height, int width, SplitMix64 random) {
        return switch (kind) {
            case 0 -> random.nextInt(256);
            case 1 -> random.nextInt(3) * 100;
            case 2 -> random.nextInt(2) * 255;
            case 3 -> (int) (127.5 + 127.5 * Math.sin(0.9 * Math.hypot(x - width / 2.0, y - height / 3.0)));
            case 4, 8 -> 0;
            case 5 -> Math.max(Math.abs(x - width / 2), Math.abs(y - height / 2)) % 3 * 80 + random.nextInt(2);
            case 6 -> random.nextInt(12) == 0 ? 40 + random.nextInt(200) : 0;
            case 7 -> random.nextInt(9) == 0 ? random.nextInt(60) : 255 - (x + y) % 7 * 20;
            default -> throw new IllegalArgumentException("no such kind: " + kind);
        };
    }

    /** Outlines of diamonds and squares with whiskers: equal areas, holes as large as their surroundings. */
    private static void drawDiamonds(byte[] levels, int height, int width, SplitMix64 random) {
        for (int n = 0; n < 1 + height * width / 20; n++) {
            int cx = random.nextInt(width);
            int cy = random.nextInt(height);
            int radius = 1 + random.nextInt(3);
            boolean square = random.nextInt(3) == 0;
            int level = 60 * (1 + random.nextInt(4));
            for (int y = Math.max(0, cy - radius); y <= Math.min(height - 1, cy + radius); y++) {
                for (int x = Math.max(0, cx - radius); x <= Math.min(width - 1, cx + radius); x++) {
                    int dx = Math.abs(x - cx);
                    int dy = Math.abs(y - cy);
                    if ((square ? Math.max(dx, dy) : dx + dy) == radius) {
                        levels[y * width + x] = (byte) level;
                    }
                }
            }
            if (random.nextInt(2) == 0 && cx + radius + 1 < width) {
                levels[cy * width + cx + radius + 1] = (byte) level;
            }
        }
    }
}
