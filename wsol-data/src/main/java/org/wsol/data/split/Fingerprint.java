package org.wsol.data.split;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import org.wsol.core.Box;
import org.wsol.core.data.DataSplit;
import org.wsol.core.data.DataSplit.MaskFiles;
import org.wsol.core.internal.Digests;

/** A SHA-256 over the annotations of a data set; independent of the location of its folders. */
final class Fingerprint {
    private final MessageDigest digest;

    private Fingerprint() {
        digest = Digests.sha256();
    }

    static String of(List<String> classNames, Collection<DataSplit> splits) {
        Fingerprint fingerprint = new Fingerprint();
        classNames.forEach(fingerprint::add);
        splits.forEach(fingerprint::add);
        return HexFormat.of().formatHex(fingerprint.digest.digest());
    }

    private void add(DataSplit split) {
        add(split.name().id());
        for (int i = 0; i < split.size(); i++) {
            StringBuilder line = new StringBuilder(split.imageId(i)).append(' ').append(split.label(i));
            for (Box box : split.boxes(i)) {
                line.append(' ').append(box.x0()).append(',').append(box.y0());
                line.append(',').append(box.x1()).append(',').append(box.y1());
            }
            split.masks(i).ifPresent(masks -> append(line, masks));
            add(line.toString());
        }
    }

    /**
     * Masks are included by file name only: their folder is machine-dependent, and the image id is already in the line.
     */
    private static void append(StringBuilder line, MaskFiles masks) {
        for (Path file : masks.masks()) {
            line.append(" mask ").append(file.getFileName());
        }
        masks.ignore().ifPresent(file -> line.append(" ignore ").append(file.getFileName()));
    }

    private void add(String line) {
        digest.update(line.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) '\n');
    }
}
