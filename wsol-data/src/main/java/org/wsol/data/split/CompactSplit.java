package org.wsol.data.split;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.wsol.core.Box;
import org.wsol.core.ImageSize;
import org.wsol.core.data.DataSplit;
import org.wsol.core.data.DataSplit.MaskFiles;
import org.wsol.core.data.SplitName;
import org.wsol.core.internal.io.PathNames;
import org.wsol.core.internal.lists.PackedNames;

/**
 * A data split in primitive arrays: about 75 bytes per image of ImageNet, one box each, a fifth of the memory of a list
 * of objects. Created by {@link SplitBuilder}.
 */
public final class CompactSplit implements DataSplit {
    private final SplitName name;
    private final Path imageRoot;
    private final Path maskRoot;
    private final PackedNames ids;
    private final int[] labels;
    private final int[] sizes;
    private final Grouped boxesOf;
    private final int[] corners;
    private final Grouped masksOf;
    private final PackedNames maskFiles;
    private final Grouped ignoresOf;
    private final PackedNames ignoreFiles;

    CompactSplit(SplitBuilder parts) {
        this.name = parts.name;
        this.imageRoot = parts.imageRoot;
        this.maskRoot = parts.maskRoot;
        this.ids = parts.ids;
        this.labels = parts.labels.toArray();
        this.sizes = parts.sizes;
        this.boxesOf = Grouped.byOwner(parts.boxOwners, ids.size());
        this.corners = parts.corners.toArray();
        this.masksOf = Grouped.byOwner(parts.maskOwners, ids.size());
        this.maskFiles = parts.maskFiles;
        this.ignoresOf = Grouped.byOwner(parts.ignoreOwners, ids.size());
        this.ignoreFiles = parts.ignoreFiles;
        ids.trim();
        maskFiles.trim();
        ignoreFiles.trim();
    }

    @Override
    public SplitName name() {
        return name;
    }

    @Override
    public int size() {
        return labels.length;
    }

    @Override
    public String imageId(int index) {
        return ids.get(Objects.checkIndex(index, size()));
    }

    @Override
    public Path imagePath(int index) {
        return PathNames.resolve(imageRoot, imageId(index));
    }

    @Override
    public int label(int index) {
        return labels[Objects.checkIndex(index, size())];
    }

    @Override
    public Optional<ImageSize> imageSize(int index) {
        Objects.checkIndex(index, size());
        return sizes.length == 0 || sizes[2 * index] == 0
                ? Optional.empty()
                : Optional.of(new ImageSize(sizes[2 * index], sizes[2 * index + 1]));
    }

    @Override
    public List<Box> boxes(int index) {
        Objects.checkIndex(index, size());
        List<Box> boxes = new ArrayList<>(boxesOf.count(index));
        for (int i = 0; i < boxesOf.count(index); i++) {
            int c = 4 * boxesOf.entry(index, i);
            boxes.add(new Box(corners[c], corners[c + 1], corners[c + 2], corners[c + 3]));
        }
        return List.copyOf(boxes);
    }

    @Override
    public Optional<MaskFiles> masks(int index) {
        Objects.checkIndex(index, size());
        if (masksOf.count(index) == 0) {
            return Optional.empty();
        }
        List<Path> files = new ArrayList<>(masksOf.count(index));
        for (int i = 0; i < masksOf.count(index); i++) {
            files.add(PathNames.resolve(maskRoot, maskFiles.get(masksOf.entry(index, i))));
        }
        Optional<Path> ignore = ignoresOf.count(index) == 0
                ? Optional.empty()
                : Optional.of(PathNames.resolve(maskRoot, ignoreFiles.get(ignoresOf.entry(index, 0))));
        return Optional.of(new MaskFiles(files, ignore));
    }
}
