package org.wsol.eval.interchange;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.wsol.core.ImageSize;
import org.wsol.core.InvalidInputException;

/**
 * Reads the metadata layout of the reference evaluation: a folder with {@code image_ids.txt} (one name a line), {@code
 * class_labels.txt} ({@code name,class}), {@code image_sizes.txt} ({@code name,width,height}) and {@code localization.txt}
 * with boxes ({@code name,x0,y0,x1,y1}, several lines an image) or masks ({@code name,mask,ignore}, the ignore file on the
 * first line of an image only). The last line may lack its newline.
 */
public final class ReferenceMetadata {
    private static final String IDS = "image_ids.txt";
    private static final String LABELS = "class_labels.txt";
    private static final String SIZES = "image_sizes.txt";
    private static final String LOCALIZATION = "localization.txt";
    private final Path folder;
    private final Optional<Path> maskRoot;
    private final Problems problems;

    private ReferenceMetadata(Path folder, Optional<Path> maskRoot, Problems problems) {
        this.folder = folder;
        this.maskRoot = maskRoot;
        this.problems = problems;
    }

    /**
     * Finds the folder of a split below a root: {@code root/dataset/split}, {@code root/split} or the root itself, whichever
     * holds {@code image_ids.txt}.
     *
     * @throws InvalidInputException naming the places looked at, when none does
     */
    public static Path folder(Path root, String dataset, String split) {
        List<Path> places = List.of(root.resolve(dataset).resolve(split), root.resolve(split), root);
        return places.stream()
                .filter(place -> Files.isRegularFile(place.resolve(IDS)))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException(
                        "no metadata for data set '" + dataset + "', split '" + split + "': none of " + places
                                + " holds " + IDS + "; name the folder above <dataset>/<split>"));
    }

    /**
     * Reads a split; whatever is wrong is noted and the rest is kept.
     *
     * @param folder holds the four lists
     * @param maskRoot the folder mask paths are relative to, if there are masks
     */
    public static EvaluationTargets read(
            Path folder, String dataset, String split, Optional<Path> maskRoot, Problems problems) {
        List<EvaluationTarget> targets = new ReferenceMetadata(folder, maskRoot, problems).targets();
        return new EvaluationTargets(dataset, split, targets);
    }

    /** The images listed in the other folders beside a split's folder. */
    public static Set<String> siblingIds(Path folder) {
        Set<String> ids = new HashSet<>();
        Path parent = folder.toAbsolutePath().normalize().getParent();
        if (parent == null) {
            return ids;
        }
        try (Stream<Path> siblings = Files.list(parent)) {
            siblings.map(sibling -> sibling.resolve(IDS))
                    .filter(Files::isRegularFile)
                    .forEach(file -> MetadataLines.read(file, new Problems()).forEach(line -> ids.add(line.text())));
        } catch (IOException e) {
            throw new InvalidInputException("the folder " + parent + " cannot be read: " + e, e);
        }
        return ids;
    }

    private List<EvaluationTarget> targets() {
        Map<String, Integer> labels = labels();
        Map<String, ImageSize> sizes = sizes();
        LocalizationList localization =
                LocalizationList.read(folder.resolve(LOCALIZATION), maskRoot.orElse(folder), problems);
        List<EvaluationTarget> targets = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (MetadataLines.Line line : MetadataLines.read(folder.resolve(IDS), problems)) {
            String id = line.text();
            if (!seen.add(id)) {
                problems.add(line.file() + " line " + line.number() + ": image " + id + " is listed a second time");
                continue;
            }
            targets.add(new EvaluationTarget(
                    id,
                    Optional.ofNullable(labels.get(id)),
                    Optional.ofNullable(sizes.get(id)),
                    localization.boxesOf(id),
                    localization.masksOf(id)));
        }
        return targets;
    }

    private Map<String, Integer> labels() {
        Map<String, Integer> labels = new LinkedHashMap<>();
        for (MetadataLines.Line line : optionalLines(LABELS)) {
            if (line.fields().size() != 2) {
                line.malformed("name,class", problems);
                continue;
            }
            int[] numbers = line.numbers(1, "name,class", problems);
            if (numbers.length == 1) {
                labels.put(line.fields().get(0), numbers[0]);
            }
        }
        return labels;
    }

    private Map<String, ImageSize> sizes() {
        String expected = "name,width,height, both positive";
        Map<String, ImageSize> sizes = new LinkedHashMap<>();
        for (MetadataLines.Line line : optionalLines(SIZES)) {
            if (line.fields().size() != 3) {
                line.malformed(expected, problems);
                continue;
            }
            int[] numbers = line.numbers(1, expected, problems);
            if (numbers.length == 2 && Math.min(numbers[0], numbers[1]) > 0) {
                sizes.put(line.fields().get(0), new ImageSize(numbers[1], numbers[0]));
            } else if (numbers.length == 2) {
                line.malformed(expected, problems);
            }
        }
        return sizes;
    }

    private List<MetadataLines.Line> optionalLines(String name) {
        Path file = folder.resolve(name);
        return Files.exists(file) ? MetadataLines.read(file, problems) : List.of();
    }
}
