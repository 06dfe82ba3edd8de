package org.wsol.data.split;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wsol.core.Box;
import org.wsol.core.DataException;
import org.wsol.core.ImageSize;
import org.wsol.core.data.DataSplit;
import org.wsol.core.data.Dataset;
import org.wsol.core.data.SplitName;
import org.wsol.core.data.SplitView;
import org.wsol.data.annotation.LeftOut;
import org.wsol.data.image.ImageDecoder;
import org.wsol.data.image.ImageFormatException;
import org.wsol.data.image.ImageHeader;

/**
 * A split with the sizes of the image files instead of those stated in lists, and with boxes converted to these sizes
 * ({@link FittedBoxes}). Each file is read once, on demand; 8 bytes per image are kept.
 */
public final class SizedSplit implements SplitView {
    private static final Logger LOG = LoggerFactory.getLogger(SizedSplit.class);

    private final DataSplit base;
    private final ImageDecoder decoder;
    private final KnownHeaders headers;

    /**
     * A view of a split.
     *
     * @param decoder reads the images; determines whether EXIF orientation is applied
     */
    public SizedSplit(DataSplit base, ImageDecoder decoder) {
        this.base = base;
        this.decoder = decoder;
        this.headers = new KnownHeaders(base.size());
    }

    /**
     * A data set whose splits all have the sizes of their files. The images with boxes of the evaluation splits are
     * read immediately; sizes that differ from the lists are reported in a warning and in the data set's notes.
     */
    public static Dataset in(Dataset dataset, ImageDecoder decoder) {
        List<DataSplit> parts = new ArrayList<>();
        LeftOut leftOut = new LeftOut();
        for (SplitName name : SplitName.values()) {
            dataset.split(name).ifPresent(part -> {
                SizedSplit sized = new SizedSplit(part, decoder);
                parts.add(sized);
                if (name != SplitName.TRAIN) {
                    sized.compare(leftOut);
                }
            });
        }
        leftOut.sentences().forEach(LOG::warn);
        List<String> notes = new ArrayList<>(dataset.notes());
        notes.addAll(leftOut.sentences());
        return ListedDataset.of(dataset.name(), dataset.classNames(), parts).withNotes(notes);
    }

    private void compare(LeftOut leftOut) {
        IntStream.range(0, size())
                .parallel()
                .filter(i -> !base.boxes(i).isEmpty())
                .forEach(this::header);
        for (int i = 0; i < size(); i++) {
            if (!base.boxes(i).isEmpty()) {
                String image = name().id() + " " + imageId(i);
                int index = i;
                headers.get(i).map(header -> fitted(index, header)).ifPresent(fit -> note(fit, image, leftOut));
            }
        }
    }

    private static void note(FittedBoxes fit, String image, LeftOut leftOut) {
        switch (fit.change()) {
            case NONE -> {}
            case TURNED ->
                leftOut.add(
                        "image", "stored sideways, compared with the size stated for the boxes; boxes rotated", image);
            case SCALED -> leftOut.add("image", "resized since boxes were drawn on it; boxes scaled", image);
            case UNRELATED ->
                leftOut.add(
                        "image",
                        "of another shape than the annotation states; the size of the file is used, boxes are unchanged"
                                + " ('wsol data check' lists all)",
                        image + " is " + fit.size());
        }
        for (int i = 0; i < fit.outside(); i++) {
            leftOut.add("box", "entirely outside the image ignored", image);
        }
    }

    /** The boxes of an image converted to its file; empty if the file is missing or not an image. */
    private Optional<FittedBoxes> fitted(int index) {
        return header(index).map(header -> fitted(index, header));
    }

    private FittedBoxes fitted(int index, ImageHeader header) {
        ImageSize stated = base.imageSize(index).orElse(decoder.sizeOf(header));
        return FittedBoxes.of(base.boxes(index), stated, header, decoder.turnsUpright());
    }

    private Optional<ImageHeader> header(int index) {
        Optional<ImageHeader> known = headers.get(index);
        if (known.isPresent()) {
            return known;
        }
        Path file = base.imagePath(index);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            ImageHeader header = ImageHeader.read(file);
            headers.set(index, header);
            return Optional.of(header);
        } catch (IOException | ImageFormatException e) {
            LOG.debug("no size for {}", file, e);
            return Optional.empty();
        }
    }

    /**
     * The size of the file, or else the stated one; empty if neither exists.
     *
     * @throws DataException if the file is not an image and no list states its size; the message names it
     */
    @Override
    public Optional<ImageSize> imageSize(int index) {
        return fitted(index)
                .map(FittedBoxes::size)
                .or(() -> base.imageSize(index))
                .or(() -> Optional.of(base.imagePath(index))
                        .filter(Files::isRegularFile)
                        .map(decoder::size));
    }

    /** The boxes in pixels of the file, if it exists. */
    @Override
    public List<Box> boxes(int index) {
        List<Box> stated = base.boxes(index);
        return stated.isEmpty() ? stated : fitted(index).map(FittedBoxes::boxes).orElse(stated);
    }

    @Override
    public DataSplit base() {
        return base;
    }
}
