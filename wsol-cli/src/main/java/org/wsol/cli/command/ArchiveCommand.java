package org.wsol.cli.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code wsol archive}: trained localizers as single files. */
@Command(
        name = "archive",
        mixinStandardHelpOptions = true,
        description = "Checks the .wsol files that 'wsol export' writes.",
        subcommands = {ArchiveCheckCommand.class})
public final class ArchiveCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCode.USAGE;
    }
}
