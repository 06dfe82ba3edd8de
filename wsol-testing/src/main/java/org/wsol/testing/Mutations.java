package org.wsol.testing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Damaged copies of files, determined by a seed and a number: flipped bits, truncation, swapped, repeated and missing
 * parts, and for text, values known to cause problems. Immutable.
 */
public final class Mutations {
    private static final int HEADER = 64;
    private static final List<String> NASTY = List.of(
            "",
            "null",
            "NaN",
            "-1",
            "0",
            "1e999",
            "-1e308",
            "99999999999999999999",
            "2147483648",
            "12.0",
            "0x10",
            "true",
            "\"",
            "'",
            "{",
            "[",
            "<",
            "&amp;",
            "..",
            "../../x",
            "C:\\x",
            "\\",
            "\u0000",
            "\ufeff",
            "\u202e",
            "=cmd()",
            "%s",
            "*a",
            "!!java.net.URL [x]");

    private final long seed;
    private final List<byte[]> originals;

    /**
     * Creates damaged copies of files.
     *
     * @param originals contents of complete files, at least one, none empty
     */
    public Mutations(long seed, List<byte[]> originals) {
        this.seed = seed;
        this.originals = List.copyOf(originals);
    }

    /** The same for texts. */
    public static Mutations ofTexts(long seed, List<String> originals) {
        return new Mutations(
                seed,
                originals.stream()
                        .map(text -> text.getBytes(StandardCharsets.UTF_8))
                        .toList());
    }

    /** The content of a damaged file; the same number gives the same content. */
    public byte[] bytes(int number) {
        Random random = random(number);
        byte[] original = originals.get(number % originals.size());
        return switch (random.nextInt(7)) {
            case 0 -> flipped(original, 1 + random.nextInt(8), original.length, random);
            case 1 -> flipped(original, 1 + random.nextInt(3), Math.min(HEADER, original.length), random);
            case 2 -> flipped(original, 1 + original.length / 10, original.length, random);
            case 3 -> Arrays.copyOf(original, random.nextInt(original.length + 1));
            case 4 -> without(original, random);
            case 5 -> repeated(original, random);
            default -> spliced(original, originals.get(random.nextInt(originals.size())), random);
        };
    }

    /** The content of a damaged text file: a replaced word, or any damage of a binary file. */
    public byte[] text(int number) {
        Random random = random(~number);
        if (random.nextInt(3) == 0) {
            return bytes(number);
        }
        String original = new String(originals.get(number % originals.size()), StandardCharsets.UTF_8);
        String text = original;
        for (int i = 0; i <= random.nextInt(3); i++) {
            text = exchanged(text, random);
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private Random random(int number) {
        return new Random(seed * 0x9E3779B97F4A7C15L + number);
    }

    /** Replaces a word, number or sign with a problematic value, or with a deeply nested one. */
    private static String exchanged(String text, Random random) {
        String[] words = text.split("(?<=[^\\w.])|(?=[^\\w.])");
        if (words.length < 2) {
            return NASTY.get(random.nextInt(NASTY.size()));
        }
        int at = random.nextInt(words.length);
        int kind = random.nextInt(10);
        words[at] = kind == 0
                ? "[".repeat(1 + random.nextInt(3000))
                : kind < 3 ? words[random.nextInt(words.length)] : NASTY.get(random.nextInt(NASTY.size()));
        return String.join("", words);
    }

    private static byte[] flipped(byte[] original, int count, int within, Random random) {
        byte[] damaged = original.clone();
        for (int i = 0; i < count; i++) {
            damaged[random.nextInt(within)] ^= (byte) (1 + random.nextInt(255));
        }
        return damaged;
    }

    private static byte[] without(byte[] original, Random random) {
        int from = random.nextInt(original.length);
        int to = from + random.nextInt(original.length - from);
        return joined(Arrays.copyOf(original, from), Arrays.copyOfRange(original, to, original.length));
    }

    private static byte[] repeated(byte[] original, Random random) {
        int from = random.nextInt(original.length);
        int to = from + random.nextInt(Math.min(2000, original.length - from));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(original, 0, to);
        for (int i = 0; i < 1 + random.nextInt(20); i++) {
            out.write(original, from, to - from);
        }
        out.write(original, to, original.length - to);
        return out.toByteArray();
    }

    private static byte[] spliced(byte[] first, byte[] second, Random random) {
        int from = random.nextInt(second.length);
        return joined(
                Arrays.copyOf(first, random.nextInt(first.length)), Arrays.copyOfRange(second, from, second.length));
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
