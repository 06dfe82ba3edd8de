package org.wsol.cli.command;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.wsol.config.internal.doc.JsonSchema;
import org.wsol.config.internal.doc.ReferencePage;
import org.wsol.config.schema.SectionSchema;
import org.wsol.core.internal.io.OwnFiles;
import org.wsol.experiment.schema.ExampleExperiment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code wsol schema}: the JSON Schema of experiment files, and the reference page. */
@Command(
        name = "schema",
        mixinStandardHelpOptions = true,
        description = "Prints the JSON Schema of experiment files, for completion and checks in editors.")
final class SchemaCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--markdown", description = "Prints the reference page of all keys instead.")
    private boolean markdown;

    @Option(names = "--output", paramLabel = "FILE", description = "Writes to a file.")
    private @Nullable Path output;

    @Option(names = "--overwrite", description = "Replaces the file even if wsol did not write it.")
    private boolean overwrite;

    @Override
    public Integer call() {
        SectionSchema schema = ExperimentArguments.loader().schema();
        String text = markdown ? ReferencePage.of(schema, ExampleExperiment.text()) : JsonSchema.of(schema);
        if (output != null) {
            OwnFiles.writeText(output, text, overwrite);
        } else {
            spec.commandLine().getOut().print(text);
            spec.commandLine().getOut().flush();
        }
        return 0;
    }
}
