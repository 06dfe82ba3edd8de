package org.wsol.serve;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wsol.core.WsolException;

/** The models by name; all are replaced at once. The first is the default. */
final class ModelShelf implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ModelShelf.class);

    private final Map<String, Path> places;
    private final int batch;
    private volatile Map<String, ServedModel> models = Map.of();
    private boolean closed;

    ModelShelf(Map<String, Path> places, int batch) {
        this.places = new LinkedHashMap<>(places);
        this.batch = batch;
    }

    /**
     * Loads all models; the previous ones are closed after their last request.
     *
     * @throws IllegalStateException if the shelf was closed
     */
    synchronized void load() {
        if (closed) { // nobody would free the models
            throw new IllegalStateException("this server was closed");
        }
        Map<String, ServedModel> loaded = new LinkedHashMap<>();
        try {
            places.forEach((name, place) -> loaded.put(name, ServedModel.load(name, place, batch)));
        } catch (RuntimeException e) {
            loaded.values().forEach(ServedModel::retire);
            throw e;
        }
        Map<String, ServedModel> former = models;
        models = loaded;
        former.values().forEach(ServedModel::retire);
    }

    /** Loads all models again, or keeps the current ones if one cannot be loaded; returns whether it succeeded. */
    boolean reload() {
        try {
            load();
            LOG.info("reloaded {}", String.join(", ", places.keySet()));
            return true;
        } catch (WsolException e) {
            LOG.error("a model could not be loaded; the current models are kept: {}", e.getMessage());
            return false;
        }
    }

    boolean isReady() {
        return !models.isEmpty();
    }

    List<ServedModel> all() {
        return List.copyOf(models.values());
    }

    /** Acquires a model; the caller releases it. */
    ServedModel enter(Optional<String> name) {
        while (true) {
            Map<String, ServedModel> now = models;
            if (now.isEmpty()) {
                throw HttpProblem.later(503, "the models are still being loaded; try again in a few seconds");
            }
            String wanted = name.orElse(now.keySet().iterator().next());
            ServedModel found = Optional.ofNullable(now.get(wanted))
                    .orElseThrow(() -> new HttpProblem(
                            404, "there is no model '" + wanted + "'; available: " + String.join(", ", now.keySet())));
            if (found.enter()) {
                return found;
            }
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        Map<String, ServedModel> former = models;
        models = Map.of();
        former.values().forEach(ServedModel::retire);
    }
}
