package org.wsol.eval.interchange;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.wsol.core.InvalidInputException;

/**
 * The header of a {@code .npy} file, format versions 1 to 3.
 *
 * @param type kind and bytes per element: {@code f2}, {@code f4} or {@code f8}
 * @param order byte order
 * @param fortranOrder whether the first index runs fastest
 * @param shape the dimensions
 * @param dataOffset offset of the elements
 */
record NumPyHeader(String type, ByteOrder order, boolean fortranOrder, int[] shape, int dataOffset) {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int PREAMBLE_V1 = 10;
    private static final int PREAMBLE_V2 = 12;
    private static final int ALIGNMENT = 64;
    private static final Pattern DESCR = Pattern.compile("'descr'\\s*:\\s*'([<>|=]?)([a-zA-Z]\\d+)'");
    private static final Pattern FORTRAN = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([^)]*)\\)");
    private static final Pattern FLOAT_TYPE = Pattern.compile("f[248]");

    /**
     * Reads a header.
     *
     * @throws InvalidInputException if the bytes are not a valid header, are truncated, or the elements are not
     *     floating-point numbers
     */
    static NumPyHeader parse(byte[] bytes) {
        if (bytes.length < PREAMBLE_V1 || !Arrays.equals(MAGIC, Arrays.copyOf(bytes, MAGIC.length))) {
            throw new InvalidInputException("is not a .npy file: it does not start with \\x93NUMPY and a header");
        }
        int version = bytes[6];
        if (version < 1 || version > 3) {
            throw new InvalidInputException(".npy format version " + version + " is not known, only 1 to 3");
        }
        int preamble = version == 1 ? PREAMBLE_V1 : PREAMBLE_V2;
        if (bytes.length < preamble) {
            throw new InvalidInputException("is cut off inside the .npy header");
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        long length = version == 1 ? buffer.getShort(8) & 0xffff : buffer.getInt(8) & 0xffffffffL;
        if (preamble + length > bytes.length) {
            throw new InvalidInputException("is cut off inside the .npy header");
        }
        String text = new String(bytes, preamble, (int) length, StandardCharsets.UTF_8);
        return ofDictionary(text, preamble + (int) length);
    }

    private static NumPyHeader ofDictionary(String text, int dataOffset) {
        Matcher descr = require(DESCR, text, "descr");
        String type = descr.group(2);
        if (!FLOAT_TYPE.matcher(type).matches()) {
            throw new InvalidInputException("contains elements of type '" + descr.group(1) + type
                    + "'; score maps are float16, float32 or float64 (save with map.astype(numpy.float32))");
        }
        ByteOrder order =
                switch (descr.group(1)) {
                    case ">" -> ByteOrder.BIG_ENDIAN;
                    case "=" -> ByteOrder.nativeOrder();
                    default -> ByteOrder.LITTLE_ENDIAN;
                };
        boolean fortran = require(FORTRAN, text, "fortran_order").group(1).equals("True");
        return new NumPyHeader(
                type, order, fortran, shape(require(SHAPE, text, "shape").group(1)), dataOffset);
    }

    private static Matcher require(Pattern pattern, String text, String key) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new InvalidInputException("has a .npy header without a readable '" + key + "': " + text.strip());
        }
        return matcher;
    }

    private static int[] shape(String text) {
        try {
            return Arrays.stream(text.split(","))
                    .map(String::strip)
                    .filter(s -> !s.isEmpty())
                    .mapToInt(Integer::parseInt)
                    .toArray();
        } catch (NumberFormatException e) {
            throw new InvalidInputException("has a .npy header with an unreadable shape (" + text + ")", e);
        }
    }

    /** Bytes per element. */
    int elementSize() {
        return type.charAt(1) - '0';
    }

    /** Number of elements. */
    long elements() {
        long count = 1;
        for (int side : shape) {
            if (side < 0) {
                throw new InvalidInputException("has a .npy header with a negative side in " + Arrays.toString(shape));
            }
            count = Math.multiplyExact(count, (long) side);
        }
        return count;
    }

    /** The bytes of a header of format version 1, padded to align the elements. */
    static byte[] bytes(String descr, int[] shape) {
        String sides = Arrays.stream(shape).mapToObj(side -> side + ",").collect(Collectors.joining(" "));
        String tuple = shape.length > 1 ? sides.substring(0, sides.length() - 1) : sides;
        String dictionary = "{'descr': '" + descr + "', 'fortran_order': False, 'shape': (" + tuple + "), }";
        int padding = Math.floorMod(-(PREAMBLE_V1 + dictionary.length() + 1), ALIGNMENT);
        byte[] text = (dictionary + " ".repeat(padding) + "\n").getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(PREAMBLE_V1 + text.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(MAGIC)
                .put((byte) 1)
                .put((byte) 0)
                .putShort((short) text.length)
                .put(text)
                .array();
    }
}
