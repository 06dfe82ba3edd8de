package org.wsol.dl4j;

import java.nio.file.Path;
import java.util.List;
import org.wsol.core.InvalidInputException;
import org.wsol.pipeline.export.ModelContents;
import org.wsol.pipeline.export.ModelExporter;

/** {@code ./wsol export RUN --format dl4j}: a zip for Deeplearning4j's {@code ModelSerializer}. */
public final class Dl4jExporter implements ModelExporter {

    /** Called by the service loader. */
    public Dl4jExporter() {}

    @Override
    public String format() {
        return "dl4j";
    }

    @Override
    public String summary() {
        return "A Deeplearning4j ComputationGraph with its normaliser and class names, saved with ModelSerializer.";
    }

    @Override
    public String extension() {
        return ".zip";
    }

    @Override
    public void write(ModelContents model, Path file) {
        Dl4jExport.save(Dl4jExport.of(model), model.preprocessing().transformation(), model.classNames(), file);
    }

    /** Rejects methods with their own parameters, whose scores cannot be computed by backbone and head only. */
    static void requireOwnHead(ModelContents model) {
        List<String> brought =
                model.parameters().names().stream().filter(model.method()::owns).toList();
        if (!brought.isEmpty()
                || model.parameters().find(model.backbone().head().weightName()).isEmpty()) {
            throw new InvalidInputException("the method " + model.method().name()
                    + " does not score images with the backbone's head, so it cannot be represented by Deeplearning4j's layers"
                    + (brought.isEmpty() ? "" : ": it has the parameters " + String.join(", ", brought)));
        }
    }
}
