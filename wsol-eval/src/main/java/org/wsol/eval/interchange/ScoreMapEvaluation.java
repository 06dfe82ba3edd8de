package org.wsol.eval.interchange;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListSet;
import org.wsol.core.InvalidInputException;
import org.wsol.core.WsolException;
import org.wsol.eval.box.ThresholdGrid;
import org.wsol.eval.interchange.EvaluationTargets.EvaluationTarget;
import org.wsol.eval.map.Interpolation;
import org.wsol.eval.map.MapPreparation;
import org.wsol.eval.map.Normalizer;
import org.wsol.eval.map.ScoreArray;
import org.wsol.eval.metric.BinaryMask;
import org.wsol.eval.metric.BoxEvaluator;
import org.wsol.eval.metric.GroundTruth;
import org.wsol.eval.metric.PixelAveragePrecision;

/**
 * Evaluates score maps from files written by any tool, on all cores. All problems of maps and metadata are collected in
 * one list. A map with a size other than the evaluation size is resized bicubically and scaled to [0, 1] by min-max
 * again, as the reference evaluation does with its own low-resolution maps; the result states this.
 */
public final class ScoreMapEvaluation {
    private static final int UNKNOWN_LABEL = -1;
    private static final int SHOWN = 5;
    private final ScoreMapRequest request;
    private final FileProblems problems;
    private final ScoreMapFiles files;
    private final Predictions predictions;
    private final BoxEvaluator boxes;
    private final PixelAveragePrecision pixels;
    private final AnnotationCheck annotation;
    private final boolean withBoxes;
    private final boolean withMasks;
    private final ConcurrentSkipListSet<String> bad = new ConcurrentSkipListSet<>();
    private final List<Path> strays = new ArrayList<>();
    private final ConcurrentSkipListSet<String> resized = new ConcurrentSkipListSet<>();
    private final ConcurrentSkipListSet<String> missing = new ConcurrentSkipListSet<>();

    private ScoreMapEvaluation(ScoreMapRequest request, FileProblems problems) {
        this.request = request;
        this.problems = problems;
        this.files = new ScoreMapFiles(request.scoreMaps());
        this.predictions = request.predictions()
                .map(file -> Predictions.read(file, problems))
                .orElseGet(Predictions::none);
        this.boxes = new BoxEvaluator(request.settings());
        this.pixels =
                new PixelAveragePrecision(new ThresholdGrid(request.settings().interval()));
        this.withMasks = request.targets().hasMasks();
        this.withBoxes = !withMasks || request.targets().hasBoxes();
        // A missing predictions file is one problem, not one per image.
        this.annotation = new AnnotationCheck(
                withBoxes,
                withMasks,
                request.predictions().filter(Files::isRegularFile).map(file -> predictions),
                problems);
    }

    /**
     * Evaluates maps.
     *
     * @param problems the problems found so far, for example with the metadata; more are added
     * @param skipBad whether images with problems are skipped; otherwise a problem is an error
     * @throws InvalidInputException with the list of all problems, when there is one and {@code skipBad} is off, or if
     *     no image remains
     */
    public static EvaluatedMaps evaluate(ScoreMapRequest request, FileProblems problems, boolean skipBad) {
        return scored(request, problems).result(skipBad);
    }

    /**
     * Scores maps and adds their problems to a list. Two evaluations may share a list, so that a user reads the problems
     * of both at once.
     *
     * @throws InvalidInputException if the folder of the maps does not exist
     */
    public static ScoreMapEvaluation scored(ScoreMapRequest request, FileProblems problems) {
        if (!Files.isDirectory(request.scoreMaps())) {
            throw new InvalidInputException(
                    "the folder of score maps " + request.scoreMaps() + " does not exist or is not a folder");
        }
        ScoreMapEvaluation evaluation = new ScoreMapEvaluation(request, problems);
        request.targets().targets().parallelStream().forEach(evaluation::score);
        evaluation.nameMissing();
        evaluation.strays.addAll(StrayMaps.find(request, evaluation.files));
        evaluation.strays.forEach(file -> problems.add(file + " is a map of no image in the metadata"));
        return evaluation;
    }

    /** Adds one problem if the folder contains none of the maps, or one for each of a few missing maps. */
    private void nameMissing() {
        int all = request.targets().targets().size();
        if (missing.size() == all && all > 1) {
            problems.add("none of the " + all + " images of split '"
                    + request.targets().split() + "' has a map in "
                    + request.scoreMaps() + "; looked for " + files.candidates(missing.first())
                    + " and so on. Name the folder the image ids start from");
            return;
        }
        missing.stream()
                .limit(SHOWN)
                .forEach(image ->
                        problems.add("image " + image + " has no map: none of " + files.candidates(image) + " exists"));
        if (missing.size() > SHOWN) {
            problems.add("the same applies to " + (missing.size() - SHOWN) + " more images without a map");
        }
    }

    /**
     * The result.
     *
     * @param skipBad whether images with problems are skipped; otherwise a problem is an error
     * @throws InvalidInputException with the list of all problems, when there is one and {@code skipBad} is off, or if
     *     no image remains
     */
    public EvaluatedMaps result(boolean skipBad) {
        String failure = "the maps in " + request.scoreMaps() + " cannot be evaluated";
        int scored = request.targets().targets().size() - bad.size();
        if (!skipBad) {
            problems.throwIfAny(failure);
        }
        if (scored == 0) {
            problems.add("no image of split '" + request.targets().split() + "' is left to evaluate in "
                    + request.scoreMaps());
            problems.throwIfAny(failure);
        }
        return new EvaluatedMaps(
                request.targets(),
                scored,
                bad.size() + strays.size(),
                problems.messages(),
                notes(),
                withBoxes ? Optional.of(boxes.finish()) : Optional.empty(),
                withMasks ? Optional.of(pixels) : Optional.empty());
    }

    private List<String> notes() {
        if (resized.isEmpty()) {
            return List.of();
        }
        return List.of(resized.size() + (resized.size() == 1 ? " map was" : " maps were") + " resized to "
                + request.settings().evaluationSize() + " (bicubic, then min-max)");
    }

    private void score(EvaluationTarget target) {
        boolean complete = annotation.isComplete(target);
        Optional<ScoreArray> map = readMap(target);
        Optional<BinaryMask> mask = withMasks ? readMask(target) : Optional.empty();
        if (!complete || map.isEmpty() || (withMasks && mask.isEmpty())) {
            bad.add(target.imageId());
            return;
        }
        mask.ifPresent(m -> pixels.add(target.imageId(), map.get(), m));
        if (withBoxes) {
            GroundTruth truth = new GroundTruth(
                    target.imageId(),
                    target.label().orElse(UNKNOWN_LABEL),
                    target.imageSize().orElseThrow(),
                    target.boxes());
            boxes.add(truth, map.get(), predictions.of(target.imageId()));
        }
    }

    private Optional<ScoreArray> readMap(EvaluationTarget target) {
        Optional<Path> file = files.find(target.imageId());
        if (file.isEmpty()) {
            missing.add(target.imageId());
            return Optional.empty();
        }
        try {
            return Optional.of(
                    request.normalizer().isPresent()
                            ? normalized(
                                    ScoreMapFiles.readAnyRange(file.get()),
                                    request.normalizer().get())
                            : atEvaluationSize(target, ScoreMapFiles.read(file.get())));
        } catch (WsolException e) {
            problems.add(e.getMessage());
            return Optional.empty();
        }
    }

    private ScoreArray normalized(ScoreArray raw, Normalizer normalizer) {
        return new MapPreparation(request.settings().evaluationSize(), Interpolation.BICUBIC, normalizer).apply(raw);
    }

    private ScoreArray atEvaluationSize(EvaluationTarget target, ScoreArray map) {
        if (map.size().equals(request.settings().evaluationSize())) {
            return map;
        }
        resized.add(target.imageId());
        return new MapPreparation(request.settings().evaluationSize(), Interpolation.BICUBIC, new Normalizer.MinMax())
                .apply(map);
    }

    private Optional<BinaryMask> readMask(EvaluationTarget target) {
        try {
            return target.masks().map(m -> MaskReader.read(m, request.settings().evaluationSize()));
        } catch (WsolException e) {
            problems.add(e.getMessage());
            return Optional.empty();
        }
    }
}
