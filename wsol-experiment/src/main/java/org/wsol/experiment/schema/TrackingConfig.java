package org.wsol.experiment.schema;

import java.net.URI;
import java.util.Optional;
import org.wsol.core.InvalidInputException;
import org.wsol.core.component.Setting;
import org.wsol.core.component.TrainingSpan;

/** The section {@code tracking}. */
public record TrackingConfig(
        @Setting(doc = "Whether TensorBoard event files are written in addition to the metrics.", defaultValue = "true")
        boolean tensorboard,

        @Setting(
                doc = "How often the gradient of each loss term is measured separately; costs one backward pass per"
                        + " term and the construction of a graph. 0: never.",
                defaultValue = "0 epochs",
                affectsResults = false)
        TrainingSpan termGradients,

        @Setting(doc = "An MLflow server that also receives the metrics; absent: none.")
        Optional<MlflowConfig> mlflow) {

    /** The section {@code tracking.mlflow}. */
    public record MlflowConfig(
            @Setting(doc = "Address of the tracking server, for example http://localhost:5000.")
            String uri,

            @Setting(doc = "Name of the experiment there; created if missing.", defaultValue = "${name}")
            String experiment) {

        /** Rejects addresses that are not web addresses. */
        public MlflowConfig {
            if (!isWebAddress(uri)) {
                throw new InvalidInputException(
                        "'" + uri + "' is not a web address; write for example http://localhost:5000");
            }
        }

        private static boolean isWebAddress(String text) {
            try {
                URI parsed = URI.create(text);
                return parsed.getHost() != null
                        && String.valueOf(parsed.getScheme()).matches("https?");
            } catch (IllegalArgumentException e) {
                return false;
            }
        }
    }
}
