package org.wsol.data.image;

/** The five filters of PNG's rows: a byte is stored as the difference from a prediction based on its neighbours. */
final class PngFilter {
    private PngFilter() {}

    /**
     * Restores a row in place.
     *
     * @param above the restored row above; zeros above the first
     * @param distance distance in bytes to the left neighbour
     */
    static void undo(int filter, byte[] row, byte[] above, int distance) throws ImageFormatException {
        switch (filter) {
            case 0 -> {}
            case 1 -> left(row, distance);
            case 2 -> up(row, above);
            case 3 -> average(row, above, distance);
            case 4 -> paeth(row, above, distance);
            default -> throw new ImageFormatException("its pixel data is damaged: unknown row filter " + filter);
        }
    }

    private static void left(byte[] row, int distance) {
        for (int i = distance; i < row.length; i++) {
            row[i] += row[i - distance];
        }
    }

    private static void up(byte[] row, byte[] above) {
        for (int i = 0; i < row.length; i++) {
            row[i] += above[i];
        }
    }

    private static void average(byte[] row, byte[] above, int distance) {
        for (int i = 0; i < row.length; i++) {
            int left = i < distance ? 0 : row[i - distance] & 0xff;
            row[i] += (byte) ((left + (above[i] & 0xff)) >> 1);
        }
    }

    private static void paeth(byte[] row, byte[] above, int distance) {
        for (int i = 0; i < row.length; i++) {
            int left = i < distance ? 0 : row[i - distance] & 0xff;
            int corner = i < distance ? 0 : above[i - distance] & 0xff;
            row[i] += (byte) nearest(left, above[i] & 0xff, corner);
        }
    }

    /** The neighbour nearest to left + up - corner. */
    private static int nearest(int left, int up, int corner) {
        int toLeft = Math.abs(up - corner);
        int toUp = Math.abs(left - corner);
        int toCorner = Math.abs(left + up - 2 * corner);
        if (toLeft <= toUp && toLeft <= toCorner) {
            return left;
        }
        return toUp <= toCorner ? up : corner;
    }
}
