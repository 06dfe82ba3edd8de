package org.wsol.experiment.internal.training;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.wsol.core.data.DataSplit;
import org.wsol.core.data.Dataset;
import org.wsol.core.data.SplitName;
import org.wsol.core.internal.Digests;
import org.wsol.experiment.internal.runfolder.Hashes;

/**
 * A checksum of the contents of image and mask files, to compare the data of two machines before they compute the same
 * run. Large splits are sampled, because reading all images of ILSVRC would take longer than most runs: another version
 * or another resizing of a data set is detected, a single changed image of a large one is not.
 */
final class ImageSample {
    /** The number of images of each split that are read, at equal distances. */
    static final int PER_SPLIT = 500;

    private ImageSample() {}

    static String sum(Dataset dataset) {
        MessageDigest digest = Digests.sha256();
        for (SplitName name : SplitName.values()) {
            dataset.split(name).ifPresent(split -> add(digest, split));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** The same for a list of files, of which as many are read as of a split. */
    static String sum(List<Path> files) {
        MessageDigest digest = Digests.sha256();
        long count = Math.min(PER_SPLIT, files.size());
        for (long i = 0; i < count; i++) {
            Path file = files.get((int) (i * files.size() / count));
            digest.update((file + " " + content(file) + "\n").getBytes(StandardCharsets.UTF_8));
        }
        digest.update(Integer.toString(files.size()).getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void add(MessageDigest digest, DataSplit split) {
        long count = Math.min(PER_SPLIT, split.size());
        for (long i = 0; i < count; i++) {
            int image = (int) (i * split.size() / count);
            digest.update((split.name().id() + " " + split.imageId(image) + "\n").getBytes(StandardCharsets.UTF_8));
            List<Path> files = new ArrayList<>(List.of(split.imagePath(image)));
            split.masks(image).ifPresent(masks -> {
                files.addAll(masks.masks());
                masks.ignore().ifPresent(files::add);
            });
            files.forEach(file -> digest.update(content(file).getBytes(StandardCharsets.UTF_8)));
        }
    }

    /** The checksum of a file's content; a text that is no checksum if it cannot be read, which a run may skip. */
    private static String content(Path file) {
        try {
            return Hashes.sha256(file);
        } catch (IOException e) {
            return "unreadable";
        }
    }
}
