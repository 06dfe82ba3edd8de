package org.wsol.cli.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code wsol data}: fetches data sets, checks them and rewrites their annotations. */
@Command(
        name = "data",
        mixinStandardHelpOptions = true,
        description = "Downloads and checks data sets, and converts their annotations.",
        subcommands = {DataGetCommand.class, DataCheckCommand.class, DataConvertCommand.class})
final class DataCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCode.USAGE;
    }
}
