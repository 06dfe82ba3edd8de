package org.wsol.serve;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import org.wsol.core.ImageSize;
import org.wsol.pipeline.BatchedLocalizer;
import org.wsol.pipeline.TrainedModel;

/** A model that is in use until it is replaced and the last request for it is answered. */
final class ServedModel {
    private final String name;
    private final Path place;
    private final TrainedModel model;
    private final BatchedLocalizer localizer;
    private int users;
    private boolean retired;

    private ServedModel(String name, Path place, TrainedModel model) {
        this.name = name;
        this.place = place;
        this.model = model;
        this.localizer = new BatchedLocalizer(model);
    }

    /** Loads a model and makes its plans. */
    static ServedModel load(String name, Path place, int batch) {
        ServedModel served = new ServedModel(name, place, TrainedModel.load(place));
        try {
            served.localizer.warmUp(batch);
            return served;
        } catch (RuntimeException e) {
            served.model.close();
            throw e;
        }
    }

    String name() {
        return name;
    }

    TrainedModel model() {
        return model;
    }

    BatchedLocalizer localizer() {
        return localizer;
    }

    /** Acquires the model; false when it is about to be closed. */
    synchronized boolean enter() {
        users += retired ? 0 : 1;
        return !retired;
    }

    synchronized void leave() {
        users--;
        closeWhereUnused();
    }

    /** Closes it as soon as nobody uses it. */
    synchronized void retire() {
        retired = true;
        closeWhereUnused();
    }

    private void closeWhereUnused() {
        if (retired && users == 0) {
            model.close();
        }
    }

    /** What callers may know of it. */
    ObjectNode card() {
        ObjectNode card = JsonNodeFactory.instance.objectNode();
        ImageSize size = model.use().data().transformation().evaluationInputSize();
        card.put("name", name).put("file", place.getFileName().toString());
        card.put("backbone", model.use().model().backbone().name());
        card.put("threshold", model.threshold());
        card.put("exifOrientation", model.use().data().reading().decoder().turnsUpright());
        card.putObject("input").put("width", size.width()).put("height", size.height());
        model.classNames().forEach(card.putArray("classes")::add);
        return card;
    }
}
