package org.wsol.pipeline.export;

import java.util.List;
import org.wsol.core.ImageSize;
import org.wsol.data.batch.Preprocessing;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.ParameterStore;
import org.wsol.engine.train.Method;
import org.wsol.pipeline.recipe.UseSettings;

/**
 * The contents of a trained model. The parameters belong to the model and must not be changed or retained.
 *
 * @param backbone its stages and head
 * @param method how scores and maps are computed
 * @param parameters by name
 * @param imageSize rows and columns of its input images
 * @param use how images are preprocessed and how maps become boxes
 * @param classNames class names, indexed by class
 * @param threshold share of a map's maximum above which a position belongs to the object, in [0, 1)
 */
public record ModelContents(
        Backbone backbone,
        Method method,
        ParameterStore parameters,
        ImageSize imageSize,
        UseSettings use,
        List<String> classNames,
        double threshold) {

    /** Copies the class names. */
    public ModelContents {
        classNames = List.copyOf(classNames);
    }

    /** The preprocessing of its images. */
    public Preprocessing preprocessing() {
        return use.data();
    }
}
