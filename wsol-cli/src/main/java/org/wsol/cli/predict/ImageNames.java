package org.wsol.cli.predict;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.wsol.core.internal.Required;
import org.wsol.core.internal.io.PathNames;
import org.wsol.core.internal.io.UniqueNames;

/**
 * The names of images in exports and overlays: the file name or, if two images have the same name, the path below the
 * folder that contains all images. Names are unique.
 */
final class ImageNames {
    private final Map<String, String> names = new HashMap<>();
    private final Map<String, String> stems = new HashMap<>();

    ImageNames(List<Path> images) {
        Set<String> fileNames = new HashSet<>();
        boolean distinct = images.stream().allMatch(image -> fileNames.add(PathNames.name(image)));
        Path root = commonFolder(images);
        UniqueNames unique = new UniqueNames();
        for (Path image : images) {
            Path place = image.toAbsolutePath().normalize();
            String text = PathNames.text(image);
            names.put(text, distinct ? PathNames.name(image) : PathNames.relative(root, place));
            stems.put(text, unique.next(UniqueNames.stem(PathNames.name(image)), ""));
        }
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
        return names.getOrDefault(image, image);
    }

    /** The base name of files derived from the image, without extension: {@code photo}, {@code photo-2}. */
    String stem(String image) {
        return stems.getOrDefault(image, image);
    }
}
