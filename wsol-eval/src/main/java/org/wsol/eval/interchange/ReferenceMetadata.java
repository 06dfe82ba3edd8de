package org.wsol.eval.interchange;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.wsol.core.InvalidInputException;
import org.wsol.core.WsolException;
import org.wsol.core.internal.lists.ReferenceLists;
import org.wsol.core.internal.lists.TextLines;

/** The annotations for score maps, from the lists of the reference evaluation ({@link ReferenceLists}). */
public final class ReferenceMetadata {
    private static final String IDS = ReferenceLists.IDS;

    private ReferenceMetadata() {}

    /**
     * Finds the folder of a split below a root: {@code root/dataset/split}, {@code root/split} or the root itself,
     * whichever contains {@code image_ids.txt}.
     *
     * @throws InvalidInputException naming the searched folders if none does
     */
    public static Path folder(Path root, String dataset, String split) {
        List<Path> places = List.of(root.resolve(dataset).resolve(split), root.resolve(split), root);
        return places.stream()
                .filter(place -> Files.isRegularFile(place.resolve(IDS)))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException(
                        "no metadata for data set '" + dataset + "', split '" + split + "': none of " + places
                                + " contains " + IDS + "; name the folder above <dataset>/<split>"));
    }

    /**
     * Reads a split; problems are collected and valid entries are kept.
     *
     * @param folder the folder of the four lists
     * @param maskRoot the folder to which mask paths are relative, if there are masks
     */
    public static EvaluationTargets read(
            Path folder, String dataset, String split, Optional<Path> maskRoot, FileProblems problems) {
        TargetSink sink = new TargetSink(maskRoot.orElse(folder));
        ReferenceLists.read(
                folder, false, id -> id, sink, problem -> problem.problems().forEach(problems::add));
        return new EvaluationTargets(dataset, split, sink.targets());
    }

    /** The images listed in the sibling folders of a split's folder. */
    public static Set<String> siblingIds(Path folder) {
        Set<String> ids = new HashSet<>();
        Path parent = folder.toAbsolutePath().normalize().getParent();
        if (parent == null) {
            return ids;
        }
        try (Stream<Path> siblings = Files.list(parent)) {
            siblings.map(sibling -> sibling.resolve(IDS))
                    .filter(Files::isRegularFile)
                    .forEach(file -> TextLines.read(file)
                            .forEach(line -> ids.add(line.text().strip())));
        } catch (IOException e) {
            throw new InvalidInputException("the folder " + parent + " cannot be read: " + WsolException.reason(e), e);
        }
        return ids;
    }
}
