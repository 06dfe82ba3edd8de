package org.wsol.cli.config.experiment;

import java.util.List;
import org.wsol.core.component.Component;

/**
 * A component that needs no plug-in: a name for a record of options.
 *
 * @param name its name in YAML
 * @param summary one sentence
 * @param optionsType its options
 */
record BuiltIn<O extends Record>(String name, String summary, Class<O> optionsType) implements Component<O> {

    static List<Component<?>> optimizers() {
        return List.of(
                new BuiltIn<>(
                        "sgd", "Stochastic gradient descent with momentum, as in PyTorch.", OptimizerOptions.Sgd.class),
                new BuiltIn<>("adam", "Adam, as in PyTorch.", OptimizerOptions.Adam.class),
                new BuiltIn<>(
                        "adamw", "Adam with decoupled weight decay, as in PyTorch.", OptimizerOptions.AdamW.class));
    }

    static List<Component<?>> schedules() {
        return List.of(
                new BuiltIn<>("constant", "The learning rate never changes.", ScheduleOptions.Constant.class),
                new BuiltIn<>("step", "The learning rate falls at regular intervals.", ScheduleOptions.Step.class),
                new BuiltIn<>(
                        "multistep", "The learning rate falls at given moments.", ScheduleOptions.Multistep.class),
                new BuiltIn<>("cosine", "The learning rate falls along half a cosine.", ScheduleOptions.Cosine.class));
    }
}
