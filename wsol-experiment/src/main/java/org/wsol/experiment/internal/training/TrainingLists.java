package org.wsol.experiment.internal.training;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.wsol.core.data.Dataset;
import org.wsol.core.data.SplitName;
import org.wsol.core.internal.Digests;

/** A checksum of the parts of a data set that training uses: the classes, and the training images with their labels. */
final class TrainingLists {
    private TrainingLists() {}

    static String sum(Dataset dataset) {
        MessageDigest digest = Digests.sha256();
        dataset.classNames().forEach(name -> add(digest, name));
        add(digest, "");
        dataset.split(SplitName.TRAIN).ifPresent(train -> {
            for (int i = 0; i < train.size(); i++) {
                add(digest, train.imageId(i) + " " + train.label(i));
            }
        });
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void add(MessageDigest digest, String line) {
        digest.update(line.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) '\n');
    }
}
