package org.wsol.experiment.internal.training;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.wsol.core.InvalidInputException;
import org.wsol.core.WsolException;
import org.wsol.core.component.Plugins;
import org.wsol.core.data.Dataset;
import org.wsol.data.batch.Preprocessing;
import org.wsol.engine.backend.NativeBackend;
import org.wsol.engine.graph.BackboneProvider;
import org.wsol.engine.train.MethodProvider;
import org.wsol.eval.metric.BoxEvaluator;
import org.wsol.experiment.internal.runfolder.CodeSums;
import org.wsol.experiment.internal.runfolder.Hashes;
import org.wsol.heads.internal.ThresholdedHead;
import org.wsol.maps.MapSpec;
import org.wsol.pipeline.TrainedModel;

/**
 * The code and the images with which a machine distributes work on images to workers, which must have the same.
 *
 * @param program a checksum of all code that affects results, and of model and settings if the work has any
 * @param images a checksum of a sample of the images
 */
public record WorkOrigin(String program, String images) {
    private static final String SEPARATOR = ":";

    /**
     * The origin on this machine of work on image files.
     *
     * @param model a checksum of the model that is applied to the images
     */
    public static WorkOrigin of(String model, List<Path> images) {
        return new WorkOrigin(Hashes.sha256(installation() + model), ImageSample.sum(images));
    }

    /** The origin on this machine of work on all images of a data set. */
    public static WorkOrigin of(Dataset dataset) {
        return new WorkOrigin(installation(), ImageSample.sum(dataset));
    }

    /** Reads the text form, as an argument of a worker. */
    public static WorkOrigin parse(String text) {
        String[] sums = text.split(SEPARATOR, -1);
        return new WorkOrigin(sums[0], sums[1]);
    }

    /** The text form. */
    @Override
    public String toString() {
        return program + SEPARATOR + images;
    }

    /**
     * Compares this origin with what a worker finds.
     *
     * @param here the origin on the worker's machine
     * @param host the worker's machine, for the message
     * @throws InvalidInputException naming what differs
     */
    public void requireSame(WorkOrigin here, String host) {
        List<String> differing = new ArrayList<>();
        if (!program.equals(here.program)) {
            differing.add("code, model or settings");
        }
        if (!images.equals(here.images)) {
            differing.add("images");
        }
        if (!differing.isEmpty()) {
            throw new InvalidInputException(
                    "the worker " + host + " does not match the machine that distributes the images: "
                            + String.join(" and ", differing)
                            + " differ there; give all workers the same installation and data");
        }
    }

    /** A checksum of every module that affects results and of all installed components. */
    private static String installation() {
        CodeSums code = new CodeSums();
        TreeSet<String> sums = new TreeSet<>();
        List.of(
                        WsolException.class,
                        NativeBackend.class,
                        ThresholdedHead.class,
                        Preprocessing.class,
                        MapSpec.class,
                        TrainedModel.class,
                        BoxEvaluator.class)
                .forEach(type -> sums.add(code.of(type)));
        Plugins.load(BackboneProvider.class).forEach(provider -> sums.add(code.of(provider.getClass())));
        Plugins.load(MethodProvider.class).forEach(provider -> sums.add(code.of(provider.getClass())));
        return Hashes.sha256(sums.toString());
    }
}
