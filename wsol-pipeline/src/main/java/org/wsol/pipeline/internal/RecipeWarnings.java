package org.wsol.pipeline.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.wsol.core.data.Dataset;
import org.wsol.core.data.SplitName;
import org.wsol.core.internal.Counted;
import org.wsol.data.batch.Transformation;
import org.wsol.data.check.TrainableClasses;
import org.wsol.engine.train.LossTerm;
import org.wsol.engine.train.RunLength;
import org.wsol.engine.train.Schedules.MultistepProvider;
import org.wsol.engine.weights.WeightCatalogue;
import org.wsol.pipeline.recipe.ModelConfig;
import org.wsol.pipeline.recipe.Recipe;

/** Warnings about settings that are valid but probably mistakes. */
public final class RecipeWarnings {
    private RecipeWarnings() {}

    private static final int FEW_STEPS = 50;

    /** The largest side of a crop, as a share of the resized image, that probably is a mistake. */
    private static final double SMALL_CROP = 0.6;

    /** Images are usually resized to 256 pixels for crops of 224. */
    private static final double USUAL_RESIZE = 256.0 / 224;

    /** One sentence per warning, with the key to change. */
    public static List<String> of(Recipe recipe, Dataset dataset) {
        RunLength length = ComponentFactory.length(recipe, dataset);
        List<String> warnings = new ArrayList<>();
        addShort(recipe, length, warnings);
        addSmallCrops(recipe, warnings);
        addSmall(dataset, warnings);
        addMissing(dataset, warnings);
        if (recipe.model().pretrained().isEmpty()
                && WeightCatalogue.standard().entries().stream().anyMatch(file -> file.network()
                        .equals(recipe.model().backbone().name()))) {
            warnings.add("model.pretrained: " + recipe.model().backbone().name()
                    + " starts from random weights; the published recipes of this network start from ImageNet weights"
                    + " and give much worse results without them. 'The weight file' in docs/your-own-data.md shows how"
                    + " to get one");
        }
        boolean frozen = recipe.model().batchNorm() == ModelConfig.BatchNormChoice.FROZEN;
        if (frozen && recipe.model().pretrained().isEmpty()) {
            warnings.add("model.batchNorm: frozen keeps the statistics of a weight file, and there is none: random"
                    + " weights with frozen statistics hardly train. Name a file (model.pretrained) or set"
                    + " model.batchNorm=training");
        }
        addLatePoints(recipe, length, warnings);
        boolean trains = length.totalSteps() > 0;
        ComponentFactory.method(recipe).terms().stream()
                .filter(term -> trains && term.weight() != 0 && length.steps(term.start()) >= length.totalSteps())
                .forEach(term -> warnings.add(late(term, recipe)));
        return warnings;
    }

    private static void addShort(Recipe recipe, RunLength length, List<String> warnings) {
        if (length.totalSteps() == 0) {
            warnings.add("train.epochs is 0: nothing is trained, and the network is evaluated with "
                    + (recipe.model().pretrained().isPresent() ? "the weights of its file" : "random weights"));
        } else if (length.totalSteps() < FEW_STEPS) {
            warnings.add("train.epochs: the training has " + Counted.of(length.totalSteps(), "step")
                    + " of "
                    + recipe.train().batch()
                    + " images, which is hardly enough to learn anything; set a longer train.epochs"
                    + " or a smaller train.batch");
        }
    }

    /** Warns about changes of the learning rate after the end of the training. */
    private static void addLatePoints(Recipe recipe, RunLength length, List<String> warnings) {
        if (length.totalSteps() < FEW_STEPS
                || !(recipe.train().schedule().selection().options() instanceof MultistepProvider.Options points)) {
            return;
        }
        points.at().stream()
                .filter(point -> length.steps(point) >= length.totalSteps())
                .forEach(point -> warnings.add(
                        "train.schedule.at: " + point + " is not before the end of the training (train.epochs: "
                                + recipe.train().epochs() + "), so that the learning rate does not change there"));
    }

    /** Warns if training sees only small parts of the images, and evaluation whole ones. */
    private static void addSmallCrops(Recipe recipe, List<String> warnings) {
        Transformation transformation = recipe.data().transformation();
        int crop = transformation.imageSize();
        if (transformation.minCropArea() == 0 && crop <= SMALL_CROP * transformation.resizeSize()) {
            warnings.add("data.resizeSize: images are resized to " + transformation.resizeSize()
                    + " pixels, and training uses crops of " + crop
                    + ", which show only a part of the object; usual is data.resizeSize="
                    + Math.round(crop * USUAL_RESIZE));
        }
    }

    /** Warns about too few images for training or evaluation. */
    private static void addSmall(Dataset dataset, List<String> warnings) {
        int classes = dataset.classNames().size();
        dataset.split(SplitName.TRAIN)
                .filter(train -> train.size() < TrainableClasses.FEW_IMAGES * classes)
                .ifPresent(train -> warnings.add("the train split has " + Counted.of(train.size(), "image") + " for "
                        + classes + " classes; fewer than " + TrainableClasses.FEW_IMAGES
                        + " per class are rarely enough"));
        dataset.split(SplitName.VAL)
                .filter(val -> val.size() > 0 && val.size() < TrainableClasses.FEW_IMAGES * classes)
                .ifPresent(val -> warnings.add("the val split has " + Counted.of(val.size(), "image") + " for "
                        + classes + " classes; thresholds and checkpoints chosen with so few are unreliable"));
    }

    /** Warns about classes without images in a split. */
    private static void addMissing(Dataset dataset, List<String> warnings) {
        for (SplitName name : SplitName.values()) {
            dataset.split(name).filter(split -> split.size() > 0).ifPresent(split -> {
                Set<Integer> labels =
                        IntStream.range(0, split.size()).mapToObj(split::label).collect(Collectors.toSet());
                List<String> missing = IntStream.range(0, dataset.classNames().size())
                        .filter(label -> !labels.contains(label))
                        .mapToObj(dataset.classNames()::get)
                        .toList();
                if (!missing.isEmpty()) {
                    warnings.add("the " + name.id() + " split has no image of " + missing.size()
                            + (missing.size() == 1 ? " class, '" : " classes, for example '") + missing.get(0)
                            + "'; "
                            + (name == SplitName.TRAIN
                                    ? "the network can never predict "
                                    : "results on it do not apply to ")
                            + (missing.size() == 1 ? "that class" : "those"));
                }
            });
        }
    }

    private static String late(LossTerm term, Recipe recipe) {
        return "method." + term.name() + ".start: " + term.start()
                + " is not before the end of the training (train.epochs: "
                + recipe.train().epochs() + "), so that the term '" + term.name()
                + "' never becomes active. Let it start earlier or train longer";
    }
}
