package org.wsol.cli.command;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.wsol.config.schema.SchemaPaths;
import org.wsol.config.tree.ConfigNode;
import org.wsol.config.tree.ConfigNode.MapNode;
import org.wsol.config.tree.Origin;
import org.wsol.config.tree.TreeWriter;
import org.wsol.core.InvalidInputException;
import org.wsol.experiment.sweep.Experiment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code wsol config}: the resolved configuration with the origin of every value. */
@Command(
        name = "config",
        mixinStandardHelpOptions = true,
        description = "Prints the resolved configuration with the origin of each value, and checks every run.")
final class ConfigCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ExperimentArguments arguments;

    @Option(names = "--only", paramLabel = "KEY", description = "Prints one section or key, for example model.")
    private @Nullable String only;

    @Option(names = "--plain", description = "Omits the origin of values.")
    private boolean plain;

    @Override
    public Integer call() {
        Experiment experiment = arguments.compose();
        MapNode tree = only == null
                ? experiment.base().tree()
                : subtree(experiment.base().tree(), only);
        PrintWriter out = spec.commandLine().getOut();
        out.print(plain ? TreeWriter.plain(tree) : TreeWriter.withOrigins(tree));
        out.flush();
        return 0;
    }

    private static MapNode subtree(MapNode tree, String path) {
        List<String> steps = List.of(path.split("\\."));
        ConfigNode found = SchemaPaths.valueAt(tree, steps)
                .orElseThrow(() -> new InvalidInputException("--only: there is no key '" + path + "'"));
        ConfigNode result = found;
        for (int i = steps.size() - 1; i >= 0; i--) {
            result = MapNode.empty(Origin.DEFAULT).with(steps.get(i), result, found.origin());
        }
        return (MapNode) result;
    }
}
