package org.wsol.eval.interchange;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.wsol.core.Box;
import org.wsol.core.ImageSize;
import org.wsol.core.data.DataSplit.MaskFiles;
import org.wsol.core.internal.lists.ReferenceLists;
import org.wsol.eval.interchange.EvaluationTargets.EvaluationTarget;

/** Collects the content of the reference evaluation's lists as targets. Not thread-safe; for one split. */
final class TargetSink implements ReferenceLists.Sink {
    private final Path maskRoot;
    private final List<Image> images = new ArrayList<>();
    private final Map<String, Integer> positions = new HashMap<>();

    TargetSink(Path maskRoot) {
        this.maskRoot = maskRoot;
    }

    /** The collected annotations of each image, in the order in which they were added. */
    List<EvaluationTarget> targets() {
        return images.stream().map(image -> image.target(maskRoot)).toList();
    }

    @Override
    public void add(String id, OptionalInt label) {
        positions.put(id, images.size());
        images.add(new Image(id, label));
    }

    @Override
    public OptionalInt indexOf(String id) {
        Integer position = positions.get(id);
        return position == null ? OptionalInt.empty() : OptionalInt.of(position);
    }

    @Override
    public int size() {
        return images.size();
    }

    @Override
    public void size(int image, ImageSize size) {
        images.get(image).size = Optional.of(size);
    }

    @Override
    public void box(int image, Box box) {
        images.get(image).boxes.add(box);
    }

    @Override
    public void mask(int image, String file) {
        images.get(image).masks.add(file);
    }

    @Override
    public void ignore(int image, String file) {
        Image target = images.get(image);
        target.ignore = target.ignore.or(() -> Optional.of(file));
    }

    @Override
    public void incomplete(int image) {
        images.get(image).complete = false;
    }

    /** The collected data of an image so far. */
    private static final class Image {
        private final String id;
        private final OptionalInt label;
        private final List<Box> boxes = new ArrayList<>();
        private final List<String> masks = new ArrayList<>();
        private Optional<ImageSize> size = Optional.empty();
        private Optional<String> ignore = Optional.empty();
        private boolean complete = true;

        Image(String id, OptionalInt label) {
            this.id = id;
            this.label = label;
        }

        /** An image with a line that cannot be read is treated as not annotated. */
        EvaluationTarget target(Path root) {
            Optional<Integer> known = label.isPresent() ? Optional.of(label.getAsInt()) : Optional.empty();
            Optional<MaskFiles> files = masks.isEmpty() || !complete
                    ? Optional.empty()
                    : Optional.of(
                            new MaskFiles(masks.stream().map(root::resolve).toList(), ignore.map(root::resolve)));
            return new EvaluationTarget(id, known, size, complete ? boxes : List.of(), files);
        }
    }
}
