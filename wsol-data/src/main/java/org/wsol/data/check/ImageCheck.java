package org.wsol.data.check;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.wsol.core.Box;
import org.wsol.core.DataException;
import org.wsol.core.ImageSize;
import org.wsol.core.data.DataSplit;
import org.wsol.core.data.DataSplit.MaskFiles;
import org.wsol.core.internal.Digests;
import org.wsol.data.image.ImageDecoder;
import org.wsol.data.image.ImageFormat;
import org.wsol.data.image.ImageFormatException;
import org.wsol.data.image.ImageHeader;
import org.wsol.data.image.PixelRows;
import org.wsol.data.split.FittedBoxes;

/** Checks the images of one split individually. Safe for use by several threads. */
final class ImageCheck {
    private final DataSplit part;
    private final ImageDecoder decoder;
    private final Findings findings;

    ImageCheck(DataSplit part, ImageDecoder decoder, Findings findings) {
        this.part = part;
        this.decoder = decoder;
        this.findings = findings;
    }

    /** Checks one image; the result is the start of its content's SHA-256, or empty if there is no content. */
    OptionalLong check(int index) {
        Path file = part.imagePath(index);
        if (!Files.isRegularFile(file)) {
            findings.add(FindingKind.MISSING_FILE, where(index));
            return OptionalLong.empty();
        }
        try {
            byte[] content = ImageDecoder.read(file);
            ImageSize actual = decoder.lend(content, file, PixelRows::size);
            ImageHeader header = ImageHeader.parse(content);
            checkSize(index, actual, header);
            if (header.format() == ImageFormat.JPEG) {
                JpegDamage.in(content)
                        .ifPresent(damage -> findings.add(FindingKind.PARTLY_DAMAGED, where(index) + ": " + damage));
            }
            if (header.isTurned()) {
                findings.add(FindingKind.TURNED, where(index));
            }
            return OptionalLong.of(hash(content));
        } catch (DataException | ImageFormatException e) {
            findings.add(FindingKind.UNREADABLE, where(index) + ": " + e.getMessage());
            return OptionalLong.empty();
        }
    }

    private void checkSize(int index, ImageSize actual, ImageHeader header) {
        ImageSize stated = part.imageSize(index).orElse(actual);
        FittedBoxes fitted = FittedBoxes.of(part.boxes(index), stated, header, decoder.turnsUpright());
        String sizes = where(index) + ": " + actual + ", but in the metadata " + stated;
        switch (fitted.change()) {
            case NONE -> {}
            case TURNED, SCALED -> findings.add(FindingKind.SIZE_FITTED, sizes);
            case UNRELATED -> findings.add(FindingKind.SIZE_MISMATCH, sizes);
        }
        checkBoxes(index, actual, fitted);
        part.masks(index).ifPresent(masks -> checkMasks(index, masks, actual));
    }

    private void checkBoxes(int index, ImageSize actual, FittedBoxes fitted) {
        for (int i = 0; i < fitted.outside(); i++) {
            findings.add(FindingKind.BOX_OUTSIDE, where(index) + ": a box is entirely outside of " + actual);
        }
        for (Box box : fitted.boxes()) {
            if (!box.isInside(actual)) {
                findings.add(
                        FindingKind.BOX_OUTSIDE,
                        where(index) + ": box " + box.x0() + "," + box.y0() + "," + box.x1() + "," + box.y1() + " on "
                                + actual);
            }
        }
    }

    private void checkMasks(int index, MaskFiles masks, ImageSize size) {
        masks.masks().forEach(mask -> checkMask(index, mask, size));
        masks.ignore().ifPresent(mask -> checkMask(index, mask, size));
    }

    private void checkMask(int index, Path mask, ImageSize size) {
        try {
            byte[] content = ImageDecoder.read(mask);
            ImageSize actual = decoder.lend(content, mask, PixelRows::size);
            if (!actual.equals(size)) {
                findings.add(
                        FindingKind.BAD_MASK,
                        where(index) + ": mask " + mask.getFileName() + " has " + actual + ", the image " + size);
            }
        } catch (DataException e) {
            findings.add(FindingKind.BAD_MASK, where(index) + ": " + e.getMessage());
        }
    }

    private String where(int index) {
        return part.name().id() + " " + part.imageId(index);
    }

    private static long hash(byte[] content) {
        return ByteBuffer.wrap(Digests.sha256().digest(content)).getLong();
    }
}
