package org.wsol.data.datavec;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.datavec.image.recordreader.objdetect.ImageObject;
import org.datavec.image.recordreader.objdetect.ImageObjectLabelProvider;
import org.wsol.core.InvalidInputException;
import org.wsol.core.data.DataSplit;

/**
 * A split's boxes for DataVec code that needs the objects of an image file. Corners are inclusive, as everywhere in
 * this project.
 */
public final class DataSplitLabelProvider implements ImageObjectLabelProvider {
    private final DataSplit split;
    private final List<String> classNames;
    private final Map<Path, Integer> positions = new HashMap<>();

    /**
     * The boxes of a split.
     *
     * @param classNames class names, indexed by label
     */
    public DataSplitLabelProvider(DataSplit split, List<String> classNames) {
        this.split = split;
        this.classNames = List.copyOf(classNames);
        for (int i = 0; i < split.size(); i++) {
            positions.put(split.imagePath(i).toAbsolutePath().normalize(), i);
        }
    }

    @Override
    public List<ImageObject> getImageObjectsForPath(String path) {
        return objects(Path.of(path));
    }

    @Override
    public List<ImageObject> getImageObjectsForPath(URI uri) {
        return objects(Path.of(uri));
    }

    private List<ImageObject> objects(Path path) {
        Integer position = positions.get(path.toAbsolutePath().normalize());
        if (position == null) {
            throw new InvalidInputException(
                    "the image " + path + " is not in the " + split.name().id() + " split");
        }
        String label = classNames.get(split.label(position));
        return split.boxes(position).stream()
                .map(box -> new ImageObject(box.x0(), box.y0(), box.x1(), box.y1(), label))
                .toList();
    }
}
