package org.wsol.data.check;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.wsol.core.DataException;
import org.wsol.core.data.DataSplit;
import org.wsol.data.image.ImageDecoder;
import org.wsol.data.image.ImageFormatException;
import org.wsol.data.image.ImageHeader;

/**
 * Images that are missing, cut off or in an unsupported format, found without decoding pixels. A training would otherwise
 * end at the first use of such an image.
 */
public final class DamagedImages {
    private static final int SHOWN = 10;

    private DamagedImages() {}

    /**
     * Reads all files of the splits, several at a time.
     *
     * @throws DataException naming the damaged images, if there are any
     */
    public static void requireNone(Collection<DataSplit> splits) {
        List<String> damaged = splits.stream()
                .flatMap(split -> IntStream.range(0, split.size()).parallel().mapToObj(split::imagePath))
                .flatMap(image -> damage(image).stream())
                .toList();
        if (!damaged.isEmpty()) {
            throw new DataException(
                    damaged.size() + (damaged.size() == 1 ? " image is" : " images are") + " damaged:\n  "
                            + damaged.stream().limit(SHOWN).collect(Collectors.joining("\n  "))
                            + (damaged.size() > SHOWN ? "\n  and " + (damaged.size() - SHOWN) + " more" : "")
                            + "\nRepair or remove the files ('wsol data check' lists all), or leave them out with data.onError=skip");
        }
    }

    private static Optional<String> damage(Path image) {
        try {
            byte[] content = ImageDecoder.read(image);
            ImageHeader.parse(content).requireComplete(content);
            return Optional.empty();
        } catch (ImageFormatException e) {
            return Optional.of(image + ": " + e.getMessage());
        } catch (DataException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
