package org.wsol.pipeline.internal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.wsol.core.data.Dataset;
import org.wsol.core.data.SplitName;
import org.wsol.core.internal.Digests;

/** A checksum of the parts of a data set that training uses: the classes, and the training images with their labels. */
public final class TrainingLists {
    private TrainingLists() {}

    /** The checksum of the training images as hexadecimal digits. */
    public static String sum(Dataset dataset) {
        return sum(dataset, SplitName.TRAIN);
    }

    /** The checksum of the classes and one split as hexadecimal digits. */
    public static String sum(Dataset dataset, SplitName name) {
        MessageDigest digest = Digests.sha256();
        dataset.classNames().forEach(className -> add(digest, className));
        add(digest, "");
        dataset.split(name).ifPresent(split -> {
            for (int i = 0; i < split.size(); i++) {
                add(digest, split.imageId(i) + " " + split.label(i));
            }
        });
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void add(MessageDigest digest, String line) {
        digest.update(line.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) '\n');
    }
}
