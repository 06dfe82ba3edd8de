package org.wsol.engine.weights;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.wsol.core.InvalidInputException;
import org.wsol.core.WsolException;

/** Recognises, by their first bytes, files that are often saved under a weight file's name by mistake. */
final class WeightFileProblems {
    private static final int BEGIN = 512;
    private static final byte[] HDF5 = {(byte) 0x89, 'H', 'D', 'F'};
    private static final byte[] ZIP = {'P', 'K', 3, 4};

    private WeightFileProblems() {}

    /**
     * Rejects files that are not weight files.
     *
     * @throws InvalidInputException saying what the file is and how to get the weights
     */
    static void requireNone(Path path) {
        byte[] begin;
        try (InputStream in = Files.newInputStream(path)) {
            begin = in.readNBytes(BEGIN);
        } catch (IOException e) {
            throw new InvalidInputException("cannot open weight file " + path + ": " + WsolException.reason(e), e);
        }
        of(begin, path.toString().toLowerCase(Locale.ROOT)).ifPresent(problem -> {
            throw new InvalidInputException("weight file " + path + " " + problem);
        });
    }

    private static Optional<String> of(byte[] begin, String name) {
        String text = new String(begin, StandardCharsets.ISO_8859_1).strip().toLowerCase(Locale.ROOT);
        if (begin.length == 0) {
            return Optional.of("is empty; download it again");
        } else if (text.startsWith("version https://git-lfs")) {
            return Optional.of("is only a pointer of Git LFS, not the weights: run 'git lfs pull' in its repository, or"
                    + " download the file itself");
        } else if (text.startsWith("<!doctype") || text.startsWith("<html") || text.startsWith("<?xml")) {
            return Optional.of("is a web page, not weights: the server sent an error or asked for something."
                    + " Open the address in a browser, or take the direct link to the file");
        } else if (starts(begin, HDF5) && !name.endsWith(".h5") && !name.endsWith(".hdf5")) {
            return Optional.of("is an HDF5 file, as Keras writes them; give it the ending .h5");
        } else if (starts(begin, ZIP) && name.endsWith(".safetensors")) {
            return Optional.of("is an archive, not a safetensors file; if PyTorch wrote it, give it the ending .pth");
        }
        return Optional.empty();
    }

    private static boolean starts(byte[] begin, byte[] signature) {
        return begin.length >= signature.length && Arrays.equals(Arrays.copyOf(begin, signature.length), signature);
    }
}
