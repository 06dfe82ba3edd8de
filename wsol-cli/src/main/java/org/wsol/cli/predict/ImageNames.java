package org.wsol.cli.predict;

import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.wsol.core.internal.Required;
import org.wsol.core.internal.io.PathNames;
import org.wsol.core.internal.io.UniqueStems;
import org.wsol.core.internal.lists.NameSet;

/**
 * The names of images in exports and overlays: the file name or, if two images have the same name, the path below the
 * folder that contains all images. Names are unique.
 */
final class ImageNames {
    private final UniqueStems stems;
    private final boolean distinct;
    private final Path root;

    /** @param images not changed afterwards */
    ImageNames(List<Path> images) {
        stems = new UniqueStems(images, UnaryOperator.identity());
        NameSet fileNames = new NameSet();
        distinct = images.stream().allMatch(image -> fileNames.add(PathNames.name(image)));
        root = commonFolder(images);
    }

    private static Path commonFolder(List<Path> images) {
        Path common = Required.folderOf(images.get(0).toAbsolutePath().normalize());
        for (Path image : images) {
            Path place = image.toAbsolutePath().normalize();
            while (!place.startsWith(common)) {
                common = Required.folderOf(common);
            }
        }
        return common;
    }

    /** The name of an image with its extension: {@code photo.jpg} or {@code monday/photo.jpg}. */
    String of(String image) {
        Path path = stems.path(image);
        return distinct
                ? PathNames.name(path)
                : PathNames.relative(root, path.toAbsolutePath().normalize());
    }

    /** The base name of files derived from the image, without extension: {@code photo}, {@code photo-2}. */
    String stem(String image) {
        return stems.of(image);
    }
}
