package org.wsol.cli.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code wsol weights}: published weight files. */
@Command(
        name = "weights",
        mixinStandardHelpOptions = true,
        description = "Lists, downloads and finds published weight files.",
        subcommands = {WeightsListCommand.class, WeightsGetCommand.class, WeightsWhereCommand.class})
final class WeightsCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCode.USAGE;
    }
}
