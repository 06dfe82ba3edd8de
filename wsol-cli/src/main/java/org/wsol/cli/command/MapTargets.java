package org.wsol.cli.command;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.wsol.core.InvalidInputException;
import org.wsol.core.data.DataSplit;
import org.wsol.core.data.Dataset;
import org.wsol.core.data.SplitName;
import org.wsol.eval.interchange.EvaluationTargets;
import org.wsol.eval.interchange.FileProblems;
import org.wsol.eval.interchange.ReferenceMetadata;

/** The annotations with which maps are compared: from a metadata folder by name, or from a data set file. */
final class MapTargets {
    private final String dataset;
    private final Optional<Path> metadata;
    private final Optional<Path> masks;
    private final Optional<Dataset> opened;

    /** @param changes changes of a data set file */
    MapTargets(
            String dataset,
            Optional<Path> metadata,
            Optional<Path> masks,
            List<String> changes,
            Function<Path, Dataset> files) {
        this.dataset = dataset;
        this.metadata = metadata;
        this.masks = masks;
        this.opened = file(dataset).map(files);
        if (opened.isEmpty() && !changes.isEmpty()) {
            throw new InvalidInputException("'" + changes.get(0) + "' has no effect: it changes a data set file, and"
                    + " --dataset " + dataset + " is none");
        }
    }

    private static Optional<Path> file(String text) {
        try {
            return Optional.of(Path.of(text)).filter(Files::isRegularFile);
        } catch (InvalidPathException e) {
            throw new InvalidInputException(
                    "--dataset '" + text + "' is neither a name nor a path: " + e.getMessage(), e);
        }
    }

    EvaluationTargets of(String split, FileProblems problems) {
        if (opened.isPresent()) {
            Dataset set = opened.get();
            metadata.ifPresent(folder -> {
                throw new InvalidInputException(
                        "--metadata " + folder + " has no effect: the file " + dataset + " describes the data set");
            });
            masks.ifPresent(folder -> {
                throw new InvalidInputException("--masks " + folder + " belongs to --metadata; " + dataset
                        + " already contains the paths of its masks");
            });
            return EvaluationTargets.of(set.name(), split(set, split));
        }
        Path lists = folder(split);
        EvaluationTargets targets = ReferenceMetadata.read(lists, dataset, split, masks, problems);
        if (masks.isEmpty() && targets.hasMasks() && noMaskExists(targets)) {
            throw new InvalidInputException(lists.resolve("localization.txt") + " lists masks, and none is below "
                    + lists + "; --masks names the folder their paths are relative to");
        }
        if (masks.isPresent() && targets.hasBoxes() && !targets.hasMasks()) {
            throw new InvalidInputException("--masks " + masks.get() + " has no effect: "
                    + lists.resolve("localization.txt") + " lists boxes and no mask files; leave it out");
        }
        return targets;
    }

    private static boolean noMaskExists(EvaluationTargets targets) {
        return targets.targets().stream()
                .flatMap(target -> target.masks().stream())
                .flatMap(files -> files.masks().stream())
                .noneMatch(Files::isRegularFile);
    }

    /** The images of the other splits: their maps may be in the same folder. */
    Set<String> outside(String split) {
        if (opened.isPresent()) {
            return outside(opened.get(), split);
        }
        return ReferenceMetadata.siblingIds(folder(split));
    }

    private static Set<String> outside(Dataset set, String split) {
        Set<String> ids = new HashSet<>();
        for (SplitName name : SplitName.values()) {
            if (!name.id().equals(split)) {
                set.split(name).ifPresent(part -> {
                    for (int i = 0; i < part.size(); i++) {
                        ids.add(part.imageId(i));
                    }
                });
            }
        }
        return ids;
    }

    private static DataSplit split(Dataset set, String split) {
        List<String> names =
                Arrays.stream(SplitName.values()).map(SplitName::id).toList();
        if (!names.contains(split)) {
            throw new InvalidInputException("--split must be one of " + names + ", was '" + split + "'");
        }
        return set.split(SplitName.values()[names.indexOf(split)])
                .orElseThrow(
                        () -> new InvalidInputException("data set " + set.name() + " has no split '" + split + "'"));
    }

    private Path folder(String split) {
        Path root = metadata.orElseThrow(() -> new InvalidInputException("--metadata DIR is needed with --dataset "
                + dataset + "; only a data set file contains its own annotation"));
        return ReferenceMetadata.folder(root, dataset, split);
    }
}
