package org.wsol.serve;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import org.wsol.core.ImageSize;
import org.wsol.core.component.Suggestion;
import org.wsol.maps.MapSpec;
import org.wsol.pipeline.BatchedLocalizer;
import org.wsol.pipeline.BatchedLocalizer.OfferedMap;
import org.wsol.pipeline.TrainedModel;
import org.wsol.pipeline.recipe.EvaluationConfig.LocalizingMap;

/** A reference-counted model, closed when it was replaced and its last request has finished. */
final class ServedModel {
    private static final int LONGEST_NAME = 60;

    private final String name;
    private final Path place;
    private final TrainedModel model;
    private final BatchedLocalizer localizer;
    private final List<OfferedMap> maps;
    private int users;
    private boolean retired;

    private ServedModel(String name, Path place, TrainedModel model, int batch) {
        this.name = name;
        this.place = place;
        this.model = model;
        this.localizer = new BatchedLocalizer(model);
        localizer.warmUp(batch);
        this.maps = localizer.maps();
    }

    /** Loads a model, creates its plans and determines which other maps it supports. */
    static ServedModel load(String name, Path place, int batch) {
        TrainedModel model = TrainedModel.load(place);
        try {
            return new ServedModel(name, place, model, batch);
        } catch (RuntimeException e) {
            model.close();
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

    /** The method with the given name, as listed for clients. */
    MapSpec map(String wanted) {
        return maps.stream()
                .map(OfferedMap::map)
                .filter(map -> map.toString().equals(wanted))
                .findFirst()
                .orElseThrow(() -> {
                    List<String> names =
                            maps.stream().map(offer -> offer.map().toString()).toList();
                    String shown = wanted.length() > LONGEST_NAME ? wanted.substring(0, LONGEST_NAME) + "..." : wanted;
                    return new HttpProblem(
                            400,
                            "model '" + name + "' has no map '" + shown + "'" + Suggestion.forName(wanted, names)
                                    + "; available: " + String.join(", ", names));
                });
    }

    /** Acquires the model; returns false if it is being closed. */
    synchronized boolean enter() {
        users += retired ? 0 : 1;
        return !retired;
    }

    synchronized void leave() {
        users--;
        closeWhereUnused();
    }

    /** Closes the model as soon as it is unused. */
    synchronized void retire() {
        retired = true;
        closeWhereUnused();
    }

    private void closeWhereUnused() {
        if (retired && users == 0) {
            model.close();
        }
    }

    /** The description of the model for clients. */
    ObjectNode card() {
        ObjectNode card = JsonNodeFactory.instance.objectNode();
        ImageSize size = model.use().data().transformation().evaluationInputSize();
        card.put("name", name).put("file", place.getFileName().toString());
        card.put("backbone", model.use().model().backbone().name());
        card.put("threshold", model.threshold());
        card.put("localizes", model.use().evaluation().map() == LocalizingMap.NORM ? "norm" : "cam");
        card.put("exifOrientation", model.use().data().reading().decoder().turnsUpright());
        card.putObject("input").put("width", size.width()).put("height", size.height());
        model.classNames().forEach(card.putArray("classes")::add);
        ArrayNode offered = card.putArray("maps");
        maps.forEach(offer -> offered.addObject()
                .put("name", offer.map().toString())
                .put("summary", offer.summary())
                .put("passes", offer.passes()));
        return card;
    }
}
