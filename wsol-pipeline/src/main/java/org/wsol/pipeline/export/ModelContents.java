package org.wsol.pipeline.export;

import java.util.List;
import org.wsol.core.ImageSize;
import org.wsol.data.batch.Preprocessing;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.ParameterStore;
import org.wsol.engine.train.Method;
import org.wsol.pipeline.recipe.UseSettings;

/**
 * What a trained model is made of. The parameters stay the model's: they must be neither changed nor kept.
 *
 * @param backbone its stages and head
 * @param method how scores and maps come out of them
 * @param parameters by name
 * @param imageSize rows and columns of the images it is used on
 * @param use how images are prepared for it, and how maps become boxes
 * @param classNames the position is the class
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

    /** How images are prepared for it. */
    public Preprocessing preprocessing() {
        return use.data();
    }
}
